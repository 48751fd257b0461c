"""Refusals: what can be wrong with an upload, or with the moment it arrives."""


class Refusal(Exception):
    """A request that is not answered with a receipt; the message tells the caller why and what to do."""


class FormBroken(Refusal):
    """The form, or the body that it comes in, can't be taken apart."""


class FileMissing(Refusal):
    """The form carries no file, or an empty one."""


class FileTooLarge(Refusal):
    """The request is over the limit in bytes."""


class KindUnsupported(Refusal):
    """The file is none of the kinds that can be read."""


class ImageUnreadable(Refusal):
    """The file is broken."""


class ImageTooLarge(Refusal):
    """The picture has too many pixels, or the document too many pages."""


class NotReady(Refusal):
    """The models are not loaded, or could not be."""


class Overloaded(Refusal):
    """Too many requests wait already, or the service is stopping."""


class ClientGone(Refusal):
    """Nobody waits for the answer any more."""
