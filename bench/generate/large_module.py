#!/usr/bin/env python3
"""Prints a module of many expressions, of the kinds that firmware has: readings taken to units, limits, alarms, filters
between two readings, physics. Every ten expressions are about one device with inputs of its own; some use results of the
devices before. The same number gives the same module.

    large_module.py EXPRESSIONS [f32|f64]
"""

import sys

# Parameters and expressions of device N; P is the device before it.
PARAMS = """\
raw_N = {{ default = {0}, unit = "counts", min = 0, max = 4095, doc = "reading of probe N" }}
rh_N = {{ default = {1}, unit = "%", min = 0, max = 100, doc = "relative humidity at device N" }}
co2_N = {{ default = {2}, unit = "ppm", min = 0, max = 10000 }}
cal_N = {{ default = [{3}, 0.030525], doc = "offset and gain of probe N" }}
"""

EXPRESSIONS = [
    ("temperature_N", "cal_N[0] + cal_N[1]*raw_N", "°C", "temperature at device N"),
    ("saturation_N", "saturation(temperature_N)", "hPa", "vapour pressure of saturated air"),
    ("vapour_N", "clamp(rh_N, 0, 100)/100*saturation_N", "hPa", ""),
    ("dew_point_N", "rh_N > {0} ? 243.12*ln(vapour_N/6.112)/(17.62 - ln(vapour_N/6.112)) : -273.15", "°C", "dew point"),
    ("density_N", "(101325 - 0.378*100*vapour_N)/(287.055*(temperature_N + 273.15))", "kg/m3", ""),
    ("thermistor_N", "1/(0.001129 + 2.341e-4*ln(raw_N + 1) + 8.775e-8*ln(raw_N + 1)^3) - 273.15", "°C", "by Steinhart and Hart"),
    ("comfort_N", "{0}*ramp(temperature_N, 18, 22) + {1}*ramp(rh_N, 20, 40) - ramp(co2_N, 800, 2000)", "", "1: comfortable"),
    ("alarm_N", "temperature_N > {2} && (rh_N > 85 || co2_N >= 5000) ? 2 : co2_N > 1500 && !(rh_N < 20)", "", "0: none, 1: warn, 2: alarm"),
    ("mean_N", "avg(temperature_N, thermistor_N, temperature_P)", "°C", "with the device before"),
    ("flow_N", "sqrt(max(abs(vapour_N - vapour_P)*2/density_N, 0))*sign(vapour_N - vapour_P)*{1}", "m/s", ""),
]

HEAD = """\
[module]
name = "plant"
version = "1.0.0"
real = "{}"
log = "ln"

[functions]
"saturation(t)" = "6.112*exp(17.62*t/(243.12 + t))"
"ramp(x, low, high)" = "saturate((x - low)/(high - low))"

[params]
"""


def for_device(text, device):
    text = text.format(1800 + device * 37 % 900, 30 + device * 13 % 40 + 0.5, 400 + device * 7 % 300, -40 - device % 5 / 8)
    return text.replace("_N", f"_{device}").replace(" N", f" {device}").replace("_P", f"_{max(device - 1, 0)}")


def module(count, real):
    devices = range((count + len(EXPRESSIONS) - 1) // len(EXPRESSIONS))
    text = HEAD.format(real) + "".join(for_device(PARAMS, device) for device in devices)
    for number in range(count):
        name, expression, unit, doc = EXPRESSIONS[number % len(EXPRESSIONS)]
        device = number // len(EXPRESSIONS)
        numbers = (1 + device % 7, 0.5 + device % 11 / 8, 30 + device % 9)
        text += for_device(f'\n[expressions.{name}]\n', device)
        text += f'expr = "{for_device(expression.format(*numbers), device)}"\n'
        text += f'unit = "{unit}"\n' if unit else ""
        text += f'doc = "{for_device(doc, device)}"\n' if doc else ""
    return text


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    print(module(int(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "f32"), end="")
