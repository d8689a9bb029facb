"""Words no card can have as its address: our own first path segments, and names that would speak for us.

Kept by subject so that each new address of the service is added beside its like (cards 5).
"""

PUBLIC_PAGES = """
    designs design pricing prices plans help privacy terms report cart order about contact imprint impressum legal
    cookies dsa gdpr security abuse blog news press jobs careers partners features examples templates showcase
    tour demo start welcome docs documentation faq guide guides changelog roadmap status support search explore
    discover directory sitemap home index landing download downloads install
"""
TOKENED_PAGES = "q b o l w feeds feed media code codes qr card cards vcard wallet nfc go link links share embed oembed"
SIGNED_IN = """
    accounts account staff api dev admin administrator dashboard settings profile workspace workspaces team teams
    billing checkout invoice invoices subscription subscriptions payment payments upgrade downgrade login logout
    log-in log-out signin signout signup sign-in sign-out sign-up register registration join invite invitation
    invitations password passkey passkeys oauth oauth2 openid sso saml auth authorize callback session sessions
    user users member members owner editor import export uploads upload onboarding claim verify verification
"""
PRODUCT_PARTS = """
    shop store storefront product products book booking bookings appointment appointments calendar calendars
    gallery album albums photo photos lead leads analytics statistics figures insights block blocks handle handles
    page pages site sites inks stock service services guest visitor publication unlock save
"""
OPERATIONS = """
    healthz readyz livez metrics health ready ping version webhooks webhook static assets images files fonts css js
    public private internal system server cgi-bin debug test tests staging beta alpha preview graphql rest rpc sw
    offline manifest favicon robots humans ads app-ads well-known apple-app-site-association assetlinks crossdomain
    robots.txt sitemap.xml favicon.ico manifest.webmanifest icons .well-known humans.txt ads.txt security.txt sw.js
    apple-touch-icon.png __debug__
"""
MAILBOXES = """
    abuse admins hostmaster postmaster webmaster mailer-daemon mailer noreply no-reply info sales marketing
    office root sysadmin usenet uucp mail email newsletter notifications notification bounce bounces unsubscribe
    complaints feedback helpdesk customer-service customercare trust safety trust-and-safety moderation moderator
    moderators official staffs dmarc ssladmin ssladministrator sslwebmaster is-it-down compliance
"""
PROTOCOLS = """
    www www1 www2 http https ftp sftp ssh smtp imap pop pop3 dns ns1 ns2 mx1 mx2 ntp vpn cdn wpad autoconfig
    autodiscover isatap localhost localdomain broadcasthost webdav caldav carddav git svn tel sms geo mailto
"""
EMPTY_WORDS = """
    null none nil undefined nan true false void anonymous unknown everyone nobody deleted error errors 404 500
"""

_LISTS = (PUBLIC_PAGES, TOKENED_PAGES, SIGNED_IN, PRODUCT_PARTS, OPERATIONS, MAILBOXES, PROTOCOLS, EMPTY_WORDS)

RESERVED = frozenset(word for words in _LISTS for word in words.split())

# The service's own name is refused wherever it stands ("cardsite-support").
BRANDS = ("cardsite",)
