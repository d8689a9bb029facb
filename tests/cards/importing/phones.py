"""Contact files as phones and programs write them, by hand."""

IPHONE = b"""BEGIN:VCARD\r
VERSION:3.0\r
PRODID:-//Apple Inc.//iPhone OS 17.1//EN\r
N:Byron;Ada;King;Dr.;\r
FN:Dr. Ada King Byron\r
ORG:Atelier Byron;Repairs\r
TITLE:Bookbinder\r
EMAIL;type=INTERNET;type=HOME;type=pref:ada@example.com\r
TEL;type=CELL;type=VOICE;type=pref:(415) 555-2671\r
TEL;type=WORK;type=FAX:+1 415 555 0000\r
item1.ADR;type=WORK;type=pref:;;12 High Street\\nFloor 2;Leeds;;LS6 1AA;United Kingdom\r
item1.X-ABADR:gb\r
item2.URL;type=pref:https://byron.example/a\\,b\r
item2.X-ABLabel:_$!<HomePage>!$_\r
item3.URL:https://shop.example\r
item3.X-ABLabel:My shop\r
X-SOCIALPROFILE;type=instagram:https://www.instagram.com/ada.binds\r
BDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10\r
NOTE:Ring twice\\, please\\nThanks\r
X-PHONETIC-FIRST-NAME:Ay-da\r
IMPP;X-SERVICE-TYPE=Skype:skype:ada\r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r
 SkZJRg==\r
END:VCARD\r
"""

ANDROID = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r\n"
    b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller\r\n"
    b"TEL;CELL;PREF:0171 1234567\r\nTEL;HOME:+49 30 901820\r\n"
    b"EMAIL;WORK:joerg@example.com\r\n"
    b"ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;Stra=C3=9Fe =\r\n"
    b"der Republik 1;K=C3=B6ln;;50667;Deutschland\r\n"
    b"ORG;CHARSET=ISO-8859-1:B\xe4ckerei M\xfcller\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:erste Zeile=0D=0Azweite\r\n"
    b"BDAY:19700230\r\n"
    b"PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\n"
    b"END:VCARD\r\n"
)

NEWEST = b"""BEGIN:VCARD
VERSION:4.0
KIND:individual
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
FN:Byron Ada
N:Byron;Ada;;;
TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+44-113-496-0000;ext=5
EMAIL;TYPE=work:ada@example.com
ADR;LABEL="12 High Street\\nLeeds";TYPE=home:;;12 High Street;Leeds;West Yorkshire;LS6 1AA;UK
PHOTO:data:image/jpeg;base64,/9j/4AAQSkZJRg==
BDAY:18151210
PRONOUNS:she/her
URL:byron.example
END:VCARD
"""
JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF"
