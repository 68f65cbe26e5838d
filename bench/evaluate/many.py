#!/usr/bin/env python3
"""Writes 1,000 expressions as rows of an X-macro, each with its C++: SENSOR(text, C++…), as sensors.def has them, over ten
params a … j. Always the same ones.

    many.py FILE
"""
import sys

COUNT = 1000
PARAMS = "abcdefghij"


class Numbers:
    """The same on every machine: a linear congruential generator."""

    def __init__(self):
        self.state = 12345

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def leaf(numbers, may_be_number):
    if may_be_number and numbers.below(3) == 0:
        number = f"{numbers.below(90) / 10 + 0.5:.1f}"
        return number, number + "_r"
    name = PARAMS[numbers.below(len(PARAMS))]
    return name, name


def node(numbers, depth, may_be_number=False):
    """An expression and its C++. Divisors and arguments are kept where every engine has a finite value."""
    if depth == 0:
        return leaf(numbers, may_be_number)
    a, a_cpp = node(numbers, depth - 1)
    b, b_cpp = node(numbers, depth - 1 - numbers.below(depth), True)
    kind = numbers.below(20)
    if kind < 12:
        operator = "++--***+-*+*"[kind]
        return f"({a} {operator} {b})", f"({a_cpp} {operator} {b_cpp})"
    if kind < 14:
        return f"({a}/(abs({b}) + 1.5))", f"({a_cpp} / (fabs({b_cpp}) + 1.5_r))"
    if kind < 16:
        name = ("min", "max")[kind - 14]
        return f"{name}({a}, {b})", f"{name}({a_cpp}, {b_cpp})"
    if kind == 16:
        return f"sqrt(abs({a}))", f"sqrt(fabs({a_cpp}))"
    if kind == 17:
        return f"if({a} > {b}, {a}, {b})", f"({a_cpp} > {b_cpp} ? {a_cpp} : {b_cpp})"
    if kind == 18:
        return f"log(abs({a}) + 1.0)", f"log(fabs({a_cpp}) + 1.0_r)"
    return f"sin({a})", f"sin({a_cpp})"


def main():
    numbers = Numbers()
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write("/* Made by many.py. DO NOT EDIT. */\n")
        for _ in range(COUNT):
            text, cpp = node(numbers, 1 + numbers.below(3))
            file.write(f'SENSOR("{text}", {cpp})\n')
        file.write("#undef SENSOR\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
