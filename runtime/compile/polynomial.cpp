// Sums of products of the fast mode, in nested form: c0 + c1*x + c2*x^2 is fma(fma(c2, x, c1), x, c0), in any number of variables
// and whatever way the powers are written (M. Ceberio, V. Kreinovich, "Greedy algorithms for optimizing multivariate Horner
// schemes", SIGSAM Bulletin 38, 2004: nest in the variable that most terms have, then what is left in the same way). Products of
// sums are never multiplied out, for (x - 100)^2 would lose its digits; nothing is collected unless several terms share a
// factor and one of them is a product, so that t + y - t stays what it is.
// In: terms. Out: the value. The terms of a group lie next to each other, so that groups within groups take no memory.
#include "fold.hpp"
#include "rules.hpp"

#if ABAX_COMPILE_FAST

namespace abax {

constexpr uint32_t MOST_TERMS = 48;
constexpr uint32_t MOST_FACTORS = 6;
constexpr uint32_t MOST_POWER = 31; // of one factor
constexpr uint32_t MOST_OPEN = 24;  // parts of a product that wait
constexpr uint32_t MOST_GROUPS =
    MOST_TERMS + 2 * MOST_FACTORS;  // a group has fewer terms than the one above, or fewer factors
constexpr uint32_t LONG_CHAIN = 12; // multiply-adds one after the other, from which two chains at once pay

// A value to some power; or one over it.
struct Factor {
    uint32_t value;
    uint16_t power;
    bool divides;
};

struct Term {
    Bits coefficient;
    uint32_t whole; // the value of the term, or of -term
    uint8_t count;  // of factors
    bool intact;    // it has all that it began with
    bool negative;  // it is -whole
    bool alone;     // nothing else needs whole
    Factor factors[MOST_FACTORS];
};

// A group of terms that becomes a value.
struct Group {
    uint8_t begin, with, end; // terms; those before `with` have the factor x
    uint8_t cursor;           // the next term of those
    uint8_t phase;
    uint8_t power; // of x in the group below that was begun last
    uint8_t gap;   // between it and the one before
    Factor x;
    uint32_t value; // so far, or NONE
};

struct Polynomial {
    uint32_t count;
    Term terms[MOST_TERMS];
    Group groups[MOST_GROUPS];
};

namespace {

bool same(const Factor &x, const Factor &y) { return x.value == y.value && x.divides == y.divides; }

// The place of x among the factors, or their number.
uint32_t find_factor(const Term &term, const Factor &x) {
    uint32_t i = 0;
    while (i < term.count && !same(term.factors[i], x)) {
        ++i;
    }
    return i;
}

uint32_t power_of(const Term &term, const Factor &x) {
    const uint32_t i = find_factor(term, x);
    return i < term.count ? term.factors[i].power : 0;
}

bool multiply(Term &term, const Factor &x) {
    const uint32_t i = find_factor(term, x);
    if (i == MOST_FACTORS || (i < term.count && term.factors[i].power == MOST_POWER)) {
        return false;
    }
    if (i < term.count) {
        ++term.factors[i].power;
    } else {
        term.factors[term.count++] = {x.value, 1, x.divides};
    }
    return true;
}

void divide(Term &term, const Factor &x, uint32_t power) {
    const uint32_t i = find_factor(term, x);
    term.factors[i].power = static_cast<uint16_t>(term.factors[i].power - power);
    if (term.factors[i].power == 0) {
        --term.count;
        for (uint32_t k = i; k < term.count; ++k) {
            term.factors[k] = term.factors[k + 1];
        }
    }
    term.intact = false;
}

Bits one(const Compilation &c) { return integer_bits(real_bits(c), 1); }

bool is_unit(const Compilation &c, Bits bits) { return bits == one(c) || bits == negated(c, one(c)); }

// The factors of a product; false where it has too many, or its constants leave the range.
bool factorise(const Compilation &c, Term &term, uint32_t product, bool alone) {
    uint32_t open[MOST_OPEN];
    uint32_t waiting = 0;
    open[waiting++] = product;
    while (waiting != 0) {
        const uint32_t part = open[--waiting];
        const Value &value = c.graph.values[part];
        if (is_constant(c, part)) {
            Bits operands[3] = {term.coefficient, constant_bits(c, part), 0};
            fold(real_bits(c), OP_MUL, operands);
            term.coefficient = operands[0];
            if (!is_normal(c, term.coefficient)) {
                return false;
            }
        } else if (value.op == OP_NEG) {
            term.coefficient = negated(c, term.coefficient);
            open[waiting++] = value.a;
        } else if (value.op == OP_MUL) {
            if (waiting + 2 > MOST_OPEN) {
                return false;
            }
            open[waiting++] = value.b;
            open[waiting++] = value.a;
        } else if (value.op == OP_DIV && part == product && alone && !is_constant(c, value.b)) {
            open[waiting++] = value.a;
            if (!multiply(term, {value.b, 1, true})) {
                return false;
            }
        } else if (!multiply(term, {part, 1, false})) {
            return false;
        }
    }
    return true;
}

// A term that shares its factor with others in more than name.
bool is_product(const Compilation &c, const Term &term) {
    return term.count > 1 ||
           (term.count == 1 && (term.factors[0].power > 1 || term.factors[0].divides || !is_unit(c, term.coefficient)));
}

// The factor that most of the terms have, of which one is a product; false if there is none that two have.
bool choose(const Compilation &c, const Polynomial &p, const Group &group, Factor &x) {
    uint32_t most = 1;
    for (uint32_t i = group.begin; i < group.end; ++i) {
        for (uint32_t k = 0; k < p.terms[i].count; ++k) {
            const Factor &factor = p.terms[i].factors[k];
            uint32_t having = 0;
            bool product = false;
            for (uint32_t other = group.begin; other < group.end; ++other) {
                if (find_factor(p.terms[other], factor) < p.terms[other].count) {
                    ++having;
                    product = product || is_product(c, p.terms[other]);
                }
            }
            if (product && having > most) {
                most = having;
                x = factor;
            }
        }
    }
    return most > 1;
}

void swap_terms(Polynomial &p, uint32_t i, uint32_t k) {
    const Term term = p.terms[i];
    p.terms[i] = p.terms[k];
    p.terms[k] = term;
}

// The terms with the highest powers of x first, those without it last; else in the order in which they were.
void sort(Polynomial &p, Group &group) {
    for (uint32_t i = group.begin + 1u; i < group.end; ++i) {
        for (uint32_t k = i; k > group.begin && power_of(p.terms[k], group.x) > power_of(p.terms[k - 1], group.x);
             --k) {
            swap_terms(p, k, k - 1);
        }
    }
    group.with = group.begin;
    while (group.with < group.end && power_of(p.terms[group.with], group.x) != 0) {
        ++group.with;
    }
}

// x to the power.
uint32_t raise(Compilation &c, const Factor &x, uint32_t power) {
    return make_integer_power(c, x.value, static_cast<int32_t>(power));
}

// value * x^power + rest, where rest may be NONE: there is none.
uint32_t step(Compilation &c, uint32_t value, const Factor &x, uint32_t power, uint32_t rest, bool last) {
    const uint32_t raised = raise(c, x, power);
    if (!x.divides && !last) {
        return make_multiply_add(c, value, raised, rest);
    }
    const uint32_t product = make_binary(c, x.divides ? OP_DIV : OP_MUL, value, raised);
    return last ? product : make_binary(c, OP_ADD, product, rest);
}

// The product as p*q; q is NONE where it is one value. A sign that no constant takes is `minus`.
void split_term(Compilation &c, const Term &term, uint32_t &p, uint32_t &q, bool &minus) {
    q = NONE;
    minus = term.negative;
    if (term.intact) {
        const Value whole = c.graph.values[term.whole];
        p = term.whole;
        if (whole.op == OP_MUL && term.alone) {
            p = whole.a;
            q = whole.b;
        }
        return;
    }
    minus = term.coefficient == negated(c, one(c)) && term.count != 0;
    p = minus || (term.coefficient == one(c) && term.count != 0) ? NONE : make_constant(c, term.coefficient);
    for (uint32_t i = 0; i < term.count; ++i) {
        const Factor &factor = term.factors[i];
        if (factor.divides) {
            continue;
        }
        p = p == NONE ? q : q == NONE ? p : make_binary(c, OP_MUL, p, q);
        q = raise(c, factor, factor.power);
    }
    if (p == NONE) {
        p = q;
        q = NONE;
    }
    for (uint32_t i = 0; i < term.count; ++i) {
        const Factor &factor = term.factors[i];
        if (factor.divides) {
            p = p == NONE ? make_integer(c, 1) : q == NONE ? p : make_binary(c, OP_MUL, p, q);
            p = make_binary(c, OP_DIV, p, raise(c, factor, factor.power));
            q = NONE;
        }
    }
}

// sum + term, where sum may be NONE: there is none yet.
uint32_t add(Compilation &c, uint32_t sum, const Term &term) {
    uint32_t p;
    uint32_t q;
    bool minus;
    split_term(c, term, p, q, minus);
    if (c.arena.needed != 0) { // it is full
        return NONE;
    }
    if (minus && q != NONE && (is_constant(c, p) || is_constant(c, q))) {
        (is_constant(c, p) ? p : q) = make_unary(c, OP_NEG, is_constant(c, p) ? p : q);
        minus = false;
    }
    if (sum == NONE || q == NONE || minus) {
        const uint32_t value = q != NONE ? make_binary(c, OP_MUL, p, q) : p;
        return sum == NONE ? (minus ? make_unary(c, OP_NEG, value) : value)
                           : make_binary(c, minus ? OP_SUB : OP_ADD, sum, value);
    }
    return make_multiply_add(c, p, q, sum);
}

// Which term a sum begins with: one to which products can be added, else one that is not subtracted.
uint32_t first_term(const Compilation &c, const Polynomial &p, const Group &group) {
    uint32_t positive = group.end;
    for (uint32_t i = group.begin; i < group.end; ++i) {
        const Term &term = p.terms[i];
        const bool minus = term.intact ? term.negative : term.count != 0 && term.coefficient == negated(c, one(c));
        if (term.count == 0 || (!is_product(c, term) && !minus)) {
            return i;
        }
        positive = minus || positive != group.end ? positive : i;
    }
    return positive != group.end ? positive : group.begin;
}

// The constants of the terms join where add_constants lets them.
void join_constants(const Compilation &c, Polynomial &p, Group &group) {
    uint32_t first = group.end;
    for (uint32_t i = group.begin; i < group.end; ++i) {
        Term &term = p.terms[i];
        Bits sum;
        if (term.count != 0) {
            continue;
        }
        if (first == group.end) {
            first = i;
        } else if (add_constants(c, p.terms[first].coefficient, term.coefficient, sum)) {
            p.terms[first].coefficient = sum;
            p.terms[first].intact = false;
            for (uint32_t k = i--; k + 1u < group.end; ++k) {
                swap_terms(p, k, k + 1);
            }
            --group.end;
        }
    }
}

// The terms of the group, which share nothing, added to value * x^power where there is a value, else to each other. One after
// the other, so that nothing waits for a sum of theirs.
uint32_t add_terms(Compilation &c, Polynomial &p, Group group, uint32_t value, const Factor &x, uint32_t power) {
    join_constants(c, p, group);
    uint32_t first = first_term(c, p, group);
    uint32_t sum;
    if (value == NONE) {
        sum = add(c, NONE, p.terms[first]);
    } else if (is_product(c, p.terms[first])) {
        sum = step(c, value, x, power, NONE, true);
        first = group.end;
    } else {
        sum = step(c, value, x, power, add(c, NONE, p.terms[first]), false);
    }
    for (uint32_t i = group.begin; i < group.end && sum != NONE; ++i) {
        sum = i != first ? add(c, sum, p.terms[i]) : sum;
    }
    return sum;
}

// How many powers of x there are, and the least distance of two.
uint32_t count_powers(const Polynomial &p, const Group &group, uint32_t &distance) {
    uint32_t powers = 1;
    distance = MOST_POWER;
    for (uint32_t i = group.begin + 1u; i < group.with; ++i) {
        const uint32_t gap = power_of(p.terms[i - 1], group.x) - power_of(p.terms[i], group.x);
        powers += gap != 0 ? 1 : 0;
        distance = gap != 0 && gap < distance ? gap : distance;
    }
    return powers;
}

bool is_long_chain(const Polynomial &p, const Group &group) {
    uint32_t distance;
    return !group.x.divides && count_powers(p, group, distance) > LONG_CHAIN;
}

// Every second power of x as x times the powers between, so that two chains half as long are computed at once.
void split_chain(Polynomial &p, Group &group) {
    uint32_t distance;
    count_powers(p, group, distance);
    const uint32_t least = power_of(p.terms[group.with - 1u], group.x);
    uint8_t odd = group.begin;
    for (uint32_t i = group.begin; i < group.with; ++i) {
        const uint32_t power = power_of(p.terms[i], group.x);
        const bool between = (power - least) / distance % 2 == 1;
        if (between) {
            divide(p.terms[i], group.x, distance);
            for (uint32_t k = i; k > odd; --k) {
                swap_terms(p, k, k - 1);
            }
            ++odd;
        }
    }
    group.with = odd;
    group.power = static_cast<uint8_t>(distance);
}

enum Phase : uint8_t { BEGUN, POWERS, REST, FIRST_CHAIN, SECOND_CHAIN };

Group new_group(uint8_t begin, uint8_t end) { return {begin, begin, end, begin, BEGUN, 0, 0, {NONE, 0, false}, NONE}; }

// What the group needs next: true with a group below it in `below`, or false with its value.
bool go_on(Compilation &c, Polynomial &p, Group &group, Group &below) {
    if (group.phase == BEGUN) {
        if (!choose(c, p, group, group.x)) {
            group.value = add_terms(c, p, group, NONE, group.x, 0);
            return false;
        }
        sort(p, group);
        group.cursor = group.begin;
        group.phase = POWERS;
        if (is_long_chain(p, group) && applies(c, ABAX_RULE_ESTRIN)) {
            group.phase = FIRST_CHAIN;
            split_chain(p, group);
            below = new_group(group.begin, group.with);
            return true;
        }
    }
    while (group.phase == POWERS && (group.cursor < group.with || group.with < group.end)) {
        const bool powers = group.cursor < group.with;
        const uint32_t power = powers ? power_of(p.terms[group.cursor], group.x) : 0;
        const uint8_t begin = group.cursor;
        while (powers && group.cursor < group.with && power_of(p.terms[group.cursor], group.x) == power) {
            divide(p.terms[group.cursor++], group.x, power);
        }
        below = powers ? new_group(begin, group.cursor) : new_group(group.with, group.end);
        group.phase = powers ? POWERS : REST;
        group.gap = static_cast<uint8_t>(group.power - power);
        group.power = static_cast<uint8_t>(power);
        Factor shared;
        if (group.value == NONE || choose(c, p, below, shared)) {
            return true;
        }
        group.value = add_terms(c, p, below, group.value, group.x, group.gap);
    }
    if (group.phase == POWERS) {
        group.value = step(c, group.value, group.x, group.power, NONE, true);
    }
    return false;
}

// The group below has its value. True with another one in `below`.
bool take(Compilation &c, Group &group, uint32_t value, Group &below) {
    switch (group.phase) {
    case POWERS:
    case REST:
        group.value = group.value == NONE ? value : step(c, group.value, group.x, group.gap, value, false);
        break;
    case FIRST_CHAIN:
        group.value = value;
        group.phase = SECOND_CHAIN;
        below = new_group(group.with, group.end);
        return true;
    default:
        group.value = step(c, group.value, group.x, group.power, value, false);
        break;
    }
    return false;
}

} // namespace

Polynomial *new_polynomial(Compilation &c) {
    return static_cast<Polynomial *>(arena_push_high(c.arena, sizeof(Polynomial)));
}

void free_polynomial(Compilation &c) { arena_pop_high(c.arena, sizeof(Polynomial)); }

void clear_polynomial(Polynomial &p) { p.count = 0; }

bool add_term(Compilation &c, Polynomial &p, uint32_t value, bool negative, bool alone) {
    if (p.count == MOST_TERMS) {
        return false;
    }
    Term &term = p.terms[p.count++];
    const Bits sign = negative ? negated(c, one(c)) : one(c);
    term = {};
    term.coefficient = sign;
    if (is_constant(c, value)) {
        const Bits bits = constant_bits(c, value);
        term.coefficient = negative ? negated(c, bits) : bits;
        value = make_constant(c, term.coefficient);
        negative = false;
    } else if (!factorise(c, term, value, alone)) {
        term.coefficient = sign;
        term.count = 1;
        term.factors[0] = {value, 1, false};
    }
    term.whole = value;
    term.intact = true;
    term.negative = negative;
    term.alone = alone;
    return value != NONE;
}

uint32_t make_polynomial(Compilation &c, Polynomial &p) {
    p.groups[0] = new_group(0, static_cast<uint8_t>(p.count));
    Factor x;
    if (!choose(c, p, p.groups[0], x) || !applies(c, ABAX_RULE_POLYNOMIAL)) {
        return NONE;
    }
    uint32_t open = 1;
    for (;;) {
        Group below;
        if (go_on(c, p, p.groups[open - 1], below)) {
            p.groups[open++] = below;
            continue;
        }
        const uint32_t value = p.groups[--open].value;
        if (open == 0 || value == NONE) {
            return value;
        }
        if (take(c, p.groups[open - 1], value, below)) {
            p.groups[open++] = below;
        }
    }
}

} // namespace abax

#endif
