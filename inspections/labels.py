"""QR symbols for the labels at points. Pure: an address in, an SVG element out."""

import io

import segno


def qr_svg(address: str) -> str:
    """The address as an inline SVG without styles, sized by its surroundings. Error correction M: a scratch is forgiven."""
    out = io.BytesIO()
    symbol = segno.make(address, error="m", micro=False)
    symbol.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, svgclass="qr", lineclass=None)
    return out.getvalue().decode().strip()
