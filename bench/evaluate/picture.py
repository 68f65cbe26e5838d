"""A picture of figures: time as a multiple of hand-written C++, on a logarithmic scale, by class of expression. SVG."""
import html
import math

COLOURS = {
    "generated C++": "#003f7f", "generated C": "#3f7fbf", "table, base": "#7fb2e5", "table": "#0060a0", "block": "#20a0a0",
    "block, SSE2": "#80d0c8",
    "ExprTk": "#a00040", "muParser": "#d09030", "fparser, optimised": "#c06020", "LuaJIT": "#60904a",
    "LuaJIT, interpreter": "#a8c090",
}
OTHERS = ("#705090", "#508080", "#505050")
LEFT, RIGHT, TOP, BOTTOM, WIDTH = 120, 60, 86, 36, 900
ROW, GAP = 12, 14
LEAST, MOST = 0.0625, 64


def x_of(ratio):
    share = math.log(min(max(ratio, LEAST), MOST) / LEAST) / math.log(MOST / LEAST)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def text_at(x, y, text, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{html.escape(text)}</text>'


def legend(colours):
    lines, x, y = [], LEFT, 40
    for engine, colour in colours.items():
        width = 34 + 6.6 * len(engine)
        if x + width > WIDTH - 10:
            x, y = LEFT, y + 17
        lines.append(f'<circle cx="{x}" cy="{y - 4}" r="4.5" fill="{colour}"/>')
        lines.append(text_at(x + 9, y, engine))
        x += width
    return lines


def of(figures, classes):
    """engines without figures for a class have no row in it."""
    others = iter(OTHERS)
    colours = {engine: COLOURS.get(engine) or next(others) for engine in figures.engines
               if not engine.startswith("native") and engine != "fparser"
               and any(figures.class_ratio(kind, engine) for kind in classes)}
    lines = legend(colours)
    y = TOP
    for kind in classes:
        rows = [(engine, figures.class_ratio(kind, engine)) for engine in colours]
        rows = [(engine, ratio) for engine, ratio in rows if ratio]
        if not rows:
            continue
        height = ROW * len(rows)
        lines.append(f'<rect x="{LEFT}" y="{y - 3}" width="{WIDTH - LEFT - RIGHT}" height="{height + 6}" fill="#f4f6f8"/>')
        lines.append(text_at(LEFT - 10, y + height / 2 + 4, kind, 'text-anchor="end"'))
        for engine, ratio in rows:
            middle = y + ROW / 2
            lines.append(f'<line x1="{x_of(1):.1f}" x2="{x_of(ratio):.1f}" y1="{middle}" y2="{middle}" '
                         f'stroke="{colours[engine]}" stroke-width="2"/>')
            lines.append(f'<circle cx="{x_of(ratio):.1f}" cy="{middle}" r="4" fill="{colours[engine]}"/>')
            side, anchor = (7, "start") if ratio >= 1 else (-7, "end")
            lines.append(text_at(x_of(ratio) + side, middle + 3.5, f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}",
                                 f'font-size="10" text-anchor="{anchor}" fill="#555555"'))
            y += ROW
        y += GAP
    height = y + BOTTOM
    grid = []
    tick = LEAST
    while tick <= MOST:
        x = x_of(tick)
        stroke = 'stroke="#333333" stroke-width="1.5"' if tick == 1 else 'stroke="#cccccc"'
        grid.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{y - GAP + 8}" {stroke}/>')
        grid.append(text_at(x, y + 6, f"{tick:g}", 'text-anchor="middle"'))
        tick *= 2
    title = "Time of an evaluation, as a multiple of hand-written C++ (f64; less is better)"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="12" fill="#222222">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        text_at(LEFT, 20, title, 'font-size="15"'), *[line for line in lines if line.startswith("<rect")], *grid,
        *[line for line in lines if not line.startswith("<rect")],
        text_at((LEFT + WIDTH - RIGHT) / 2, y + 24, "÷ native C++, logarithmic", 'text-anchor="middle" fill="#555555"'),
        "</svg>"]) + "\n"
