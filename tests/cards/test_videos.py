"""Which addresses are videos, and what is framed of them (cards 33)."""

import pytest

from cards.videos import FRAMES, NotAVideo, Video, video_at

YOUTUBE = Video(
    "YouTube",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1&rel=0&playsinline=1",
)
VIMEO = Video("Vimeo", "https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1")
SECRET = Video(
    "Vimeo",
    "https://vimeo.com/76979871/a1b2c3d4e5",
    "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=a1b2c3d4e5",
)


@pytest.mark.parametrize(
    ("address", "video"),
    [
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ&list=PL1&t=3s", YOUTUBE),
        ("youtu.be/aqz-KE-bpKQ?si=xyz", YOUTUBE),
        ("https://m.youtube.com/watch?app=desktop&v=aqz-KE-bpKQ", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ", YOUTUBE),
        ("https://youtube.com/live/aqz-KE-bpKQ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871?title=0", VIMEO),
        ("https://vimeo.com/76979871/a1b2c3d4e5", SECRET),
        ("https://player.vimeo.com/video/76979871?h=a1b2c3d4e5", SECRET),
    ],
)
def test_pasted_addresses_name_one_video(address, video):
    assert video_at(address) == video
    assert video_at(video.page) == video


def test_shorts_stand_upright():
    video = video_at("https://www.youtube.com/shorts/aqz-KE-bpKQ?feature=share")
    assert (video.tall, video.page) == (True, "https://www.youtube.com/shorts/aqz-KE-bpKQ")
    assert video.frame == YOUTUBE.frame


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org/watch?v=aqz-KE-bpKQ",
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/@blender",
        'https://www.youtube.com/watch?v="onload=x',
        "https://vimeo.com/blender",
        "javascript:alert(1)//youtu.be/aqz-KE-bpKQ",
        "https://[",
    ],
)
def test_all_else_is_refused(address):
    """cards 15"""
    with pytest.raises(NotAVideo):
        video_at(address)


def test_only_the_two_houses_are_framed():
    """cards 33: by their privacy domains"""
    assert all(video.frame.startswith(FRAMES) for video in (YOUTUBE, VIMEO, SECRET))
