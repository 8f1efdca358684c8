"""6.2.31 Hardware and software."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield products with serial or model numbers to which no product path refers."""
    bound = {part for product in advisory.products for part in product.made_of}
    for product, helper in advisory.helpers():
        if (helper.get("serial_numbers").exists or helper.get("model_numbers").exists) and product.id not in bound:
            yield fault(product.node, product=product.id)


TEST = CsafTest(id="6.2.31", versions=ONLY_2_1, check=check)
