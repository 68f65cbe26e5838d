// Elements of arrays: one that is known while compiling is a literal or an input; any other is read by its index, and a value of
// its own tells whether there is none. An index that is known and wrong is an error, but only where something demands it.
// In: arrays as declared, indexes as values. Out: values of the graph; check_indexes reports the errors.
#include "graph.hpp"

#include "fold.hpp"

#include <string.h>

namespace abax {

Bits bits_at(const Compilation &c, const void *values, size_t i) {
    const size_t size = real_size(c);
    Bits bits = 0;
    memcpy(&bits, static_cast<const unsigned char *>(values) + i * size, size);
    return bits;
}

Bits element_bits(const Compilation &c, const Declaration &array, uint32_t element) {
    return bits_at(c, array.values, element);
}

uint32_t make_known_element(Compilation &c, const Declaration &array, uint32_t element) {
    return array.kind == DeclarationKind::Param ? make_param(c, array, element)
                                                : make_constant(c, element_bits(c, array, element));
}

uint32_t make_param(Compilation &c, const Declaration &param, uint32_t element) {
    const uint32_t value = add_value(c, VALUE_PARAM, param.slot + element);
    if (value != NONE) {
        c.graph.values[value].reach = param.reach;
    }
    return value;
}

namespace {

uint32_t make_place(Compilation &c, const TextPlace &place) {
    return place.declaration != nullptr ? add_value(c, VALUE_PLACE, reference(c, place.declaration), place.node) : NONE;
}

} // namespace

uint32_t make_element(Compilation &c, const Declaration &array, uint32_t index, const TextPlace &place,
                      const TextPlace &call, uint32_t &fault) {
    if (index == NONE || fault == NONE) {
        return NONE;
    }
    if (is_constant(c, index)) {
        uint32_t element;
        if (index_of_bits(real_bits(c), constant_bits(c, index), array.slots, element)) {
            return make_known_element(c, array, element);
        }
        ++c.bad_indexes;
        const uint32_t here = make_place(c, place);
        const uint32_t there = make_place(c, call);
        const uint32_t bad = here != NONE ? add_value(c, VALUE_BAD_INDEX, here, index, there) : NONE;
        fault = bad != NONE ? join_faults(c, fault, bad) : NONE;
        return bad;
    }
    const uint32_t outside = add_value(c, VALUE_OUTSIDE, index, array.slots);
    fault = outside == NONE ? NONE : join_faults(c, fault, outside);
    const uint32_t element = add_value(c, VALUE_ELEMENT, index, reference(c, &array));
    if (element != NONE) {
        c.graph.values[element].reach = array.reach;
    }
    return element;
}

namespace {

const Declaration &array_at(const Compilation &c, const Declaration &d, uint32_t node) {
    const uint32_t array = node - 1 - ast_size(d.nodes[node - 1]);
    return *at<Declaration>(c, d.nodes[array].payload);
}

void report_bad_index(Compilation &c, const Value &bad) {
    const Value &place = c.graph.values[bad.a];
    Declaration &d = *at<Declaration>(c, place.a);
    const Declaration &array = array_at(c, d, place.b);
    const Bits bits = constant_bits(c, bad.b);
    abax_diagnostic message = {};
    message.args[0] = array.title;
    message.numbers[0] = array.slots;
    const IndexKind kind = kind_of_index(real_bits(c), bits, message.numbers[1]);
    const uint32_t code = kind == IndexKind::NotFinite  ? ABAX_D_INDEX_NAN
                          : kind == IndexKind::Negative ? ABAX_D_INDEX_NEGATIVE
                                                        : ABAX_D_INDEX_HIGH;
    report(c, code, tree_span(d, place.b - 1), message);
    if (bad.c != NONE) {
        const Value &call = c.graph.values[bad.c];
        report(c, NOTE | ABAX_D_CALLED_HERE, node_span(*at<Declaration>(c, call.a), call.b));
    }
}

} // namespace

// What the expressions need, from the last value to the first, in a byte a value.
Outcome check_indexes(Compilation &c) {
    if (c.bad_indexes == 0) {
        return Outcome::Ok;
    }
    const uint32_t count = c.graph.count;
    unsigned char *needed = static_cast<unsigned char *>(arena_push_high(c.arena, count));
    if (needed == nullptr) {
        return Outcome::Memory;
    }
    memset(needed, 0, count);
    for (const Declaration *d = c.first; d != nullptr; d = d->next) {
        if (d->kind == DeclarationKind::Expression) {
            needed[d->value] = 1;
            if (d->fault != NO_FAULT) {
                needed[d->fault] = 1;
            }
        }
    }
    for (uint32_t i = count; i-- != 0;) {
        const Value &value = c.graph.values[i];
        if (value.op == VALUE_STEP) {
            needed[i] = 1;
        }
        const uint32_t links[3] = {value.a, value.b, value.c};
        for (uint32_t n = 0; needed[i] != 0 && n < 3; ++n) {
            if ((value_links(value.op) >> n & 1u) != 0 && links[n] != NONE) {
                needed[links[n]] = 1;
            }
        }
    }
    for (uint32_t i = 0; i < count; ++i) {
        if (needed[i] != 0 && c.graph.values[i].op == VALUE_BAD_INDEX) {
            report_bad_index(c, c.graph.values[i]);
        }
    }
    arena_pop_high(c.arena, count);
    return Outcome::Ok;
}

} // namespace abax
