// The value graph as JSON: what explain prints and what the JSON model of a module contains. docs/json-model.md describes it.
#include <map>

#include <nlohmann/json.hpp>

#include "graph_view.hpp"
#include "identifiers.hpp"
#include "operations.hpp"
#include "value_graph.hpp"

namespace abax::host {
namespace {

using nlohmann::ordered_json;

ordered_json operand_json(const GraphView &view, uint32_t index) {
    const Compilation &compilation = view.compilation;
    const Value &value = compilation.graph.values[index];
    if (value.op == VALUE_PARAM) {
        const InputSlot &input = view.inputs[value.a];
        ordered_json json = {{"param", name_of(*input.param)}};
        if (input.param->array) {
            json["element"] = input.element;
        }
        json["slot"] = value.a;
        return json;
    }
    if (value.op == VALUE_STATE) {
        return {{"state", value.a}};
    }
    if (value.op == VALUE_CONSTANT) {
        return {{"number", json_real(constant_of(view, index), compilation.bits)},
                {"bits", hex_bits(constant_bits(compilation, index), compilation.bits)},
                {"literal", c_literal(constant_of(view, index), compilation.bits)}};
    }
    return {{"value", view.numbers[index]}};
}

ordered_json value_json(const GraphView &view, uint32_t index) {
    const Compilation &compilation = view.compilation;
    const Value &value = compilation.graph.values[index];
    const Placement &placement = compilation.placements[index];
    ordered_json json = {{"id", view.numbers[index]}, {"op", operation_of(value)}, {"operands", ordered_json::array()}};
    for (const uint32_t operand : operands_of(view, index)) {
        json["operands"].push_back(operand_json(view, operand));
    }
    if (value.op == VALUE_ELEMENT) {
        json["array"] = name_of(*at<Declaration>(compilation, value.b));
    } else if (value.op == VALUE_OUTSIDE) {
        json["length"] = value.b;
    } else if (value.op == OP_INTERP) {
        json["curve"] = name_of(*at<Declaration>(compilation, value.b));
    } else if (value.op == OP_INTERP2) {
        json["map"] = name_of(*at<Declaration>(compilation, value.c));
    } else if (value.op == VALUE_NATIVE) {
        json["native"] = name_of(*at<Declaration>(compilation, value.b));
    } else if (value.op == VALUE_STEP) {
        json["function"] = operation_enumerator(step_op(value));
        json["state"] = value.b;
        if (step_values(value) != 0) {
            json["length"] = step_values(value);
        }
    } else if (value.op == VALUE_RECALL) {
        json["state"] = value.a;
        json["length"] = value.b;
    }
    if (placement.inner != NONE) {
        json["branches"] = ordered_json::array({placement.inner});
        if (value.op == OP_COND) {
            json["branches"].push_back(placement.inner + 1);
        }
    }
    json["region"] = placement.region;
    json["kept"] = placement.statement;
    json["users"] = view.users[index];
    json["truth"] = (value.flags & VALUE_IS_TRUTH) != 0;
    json["formula"] = formula_of(view, index);
    return json;
}

void add_operations(JsonDocument &document, const GraphView &view) {
    std::map<uint8_t, size_t> used;
    for (const uint32_t index : view.computed) {
        used[view.compilation.graph.values[index].op]++;
    }
    document.begin_list("operations");
    for (const auto &[op, uses] : used) {
        const OpRow *row = find_op(op);
        if (row == nullptr) {
            continue; // element, outside, native and comma are told in the description
        }
        const std::string_view formula = operation_formula(op);
        const std::string_view library = operation_library(op);
        document.element({{"op", operation_id(op)},
                          {"number", op},
                          {"operands", operand_count(op)},
                          {"symbol", *row->symbol() != '\0' ? ordered_json(row->symbol()) : ordered_json()},
                          {"level", row->level},
                          {"name", *row->name() != '\0' ? ordered_json(row->name()) : ordered_json()},
                          {"formula", formula.empty() ? ordered_json() : ordered_json(formula)},
                          {"library", library.empty() ? ordered_json() : ordered_json(library)},
                          {"uses", uses}});
    }
    document.end();
}

void add_regions(JsonDocument &document, const GraphView &view) {
    const Compilation &compilation = view.compilation;
    std::vector<std::vector<uint32_t>> statements(compilation.region_count);
    for (const bool for_faults : {false, true}) {
        for (const uint32_t index : view.computed) {
            if (compilation.placements[index].statement && !is_commit(compilation.graph.values[index]) &&
                is_for_faults(view, index) == for_faults) {
                statements[compilation.placements[index].region].push_back(view.numbers[index]);
            }
        }
    }
    document.begin_list("regions");
    for (uint32_t i = 0; i < compilation.region_count; i++) {
        ordered_json json = {{"id", i}};
        if (i == REGION_START || i == REGION_MAIN) {
            json["kind"] = i == REGION_START ? "start" : "main";
        } else {
            json["kind"] = "branch";
            json["parent"] = compilation.regions[i].parent;
            json["owner"] = view.numbers[compilation.regions[i].owner];
            json["condition"] = operand_json(view, view.guards[i].condition);
            json["when"] = view.guards[i].when;
        }
        if (i == REGION_MAIN) { // what prev keeps comes last, when nothing reads any more what it was
            for (const uint32_t index : view.computed) {
                if (is_commit(compilation.graph.values[index])) {
                    statements[i].push_back(view.numbers[index]);
                }
            }
        }
        json["statements"] = std::move(statements[i]);
        document.element(json);
    }
    document.end();
}

} // namespace

void add_value_graph(JsonDocument &document, const GraphView &view) {
    add_operations(document, view);
    add_regions(document, view);
    document.begin_list("values");
    for (const uint32_t index : view.computed) {
        document.element(value_json(view, index));
    }
    document.end();
    document.begin_list("expressions");
    for (const Declaration *d : view.named) {
        const Value &value = view.compilation.graph.values[d->value];
        const bool computed = is_leaf(value) || view.numbers[d->value] != NONE;
        document.element(
            {{"name", name_of(*d)},
             {"internal", d->internal},
             {"value", computed ? operand_json(view, d->value) : ordered_json()},
             {"fault", d->internal || d->fault == NO_FAULT ? ordered_json() : operand_json(view, d->fault)}});
    }
    document.end();
}

std::string value_graph_json(const Compilation &compilation) {
    JsonDocument document;
    add_value_graph(document, view_graph(compilation));
    return document.finish();
}

} // namespace abax::host
