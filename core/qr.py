"""QR symbols: labels at points, keys of authenticator apps. Pure: a text in, an SVG element out."""

import io

import segno


def qr_svg(text: str) -> str:
    """The text as an inline SVG without styles, sized by its surroundings. Error correction M: a scratch is forgiven."""
    out = io.BytesIO()
    symbol = segno.make(text, error="m", micro=False)
    symbol.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, svgclass="qr", lineclass=None)
    return out.getvalue().decode().strip()
