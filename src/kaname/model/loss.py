"""What a conversion could not carry over, by place in the model."""

from msgspec import Struct


class Loss(Struct, frozen=True):
    """One thing that the target of a conversion cannot say, or says in another way.

    Attributes:
        path: place in the model (``components[3].publisher``).
        reason: message code: ``loss.no_place`` (dropped), ``loss.rewritten`` (said in another way), ``loss.joined`` (several
            values made one), ``loss.narrowed`` (said less precisely), ``loss.forced`` (the target demands another value).
    """

    path: str
    reason: str
