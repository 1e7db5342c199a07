"""Rasa's command line (`python -m bot.rasa train …`), without the libraries that `bot` keeps out: it starts sooner."""

from rasa.__main__ import main

if __name__ == "__main__":
    main()
