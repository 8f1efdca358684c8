"""What a conversion could not carry over, by place in the model or in the source document."""

from msgspec import Struct


class Loss(Struct, frozen=True):
    """One thing that the target of a conversion cannot say, or says in another way.

    Attributes:
        path: place in the model (``components[3].publisher``) or in the source document.
        reason: message code: ``loss.no_place`` (dropped), ``loss.rewritten`` (said in another way), ``loss.joined`` (several
            values made one), ``loss.narrowed`` (said less precisely), ``loss.forced`` (the target demands another value),
            ``loss.newer`` (the target version is older than the field), ``loss.not_carried`` (kept by the original, but not
            understood here and so not carried over), ``loss.defective`` (left out when reading, because it is faulty).
    """

    path: str
    reason: str
