"""English words that lost their apostrophe and are no other word without it."""

WITHOUT = {
    without: word
    for word in (
        "can't don't didn't doesn't isn't aren't wasn't weren't couldn't "
        "wouldn't shouldn't haven't "
        "hasn't hadn't I'm I've you're you've you'll they're they've they'll we've that's there's "
        "what's won't"
    ).split()
    for without in [word.replace("'", "").lower()]
}
