// The value graph as straight-line code: see code.hpp. One pass over the values in the order of computation, in which operands
// and the values of branches come before what uses them; so nothing recurses, however deep a text is.
#include "source/code.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "compile/curves.hpp"
#include "compile/ops.hpp"
#include "identifiers.hpp"
#include "operations.hpp"
#include "source/uses.hpp"

namespace abax::host::source {
namespace {

// What is longer, or has more brackets in brackets, is cut into values with names; later in a branch that would be an expression
// but for that.
constexpr size_t longest_text = 200;
constexpr uint32_t deepest_text = 6;
constexpr size_t longest_branch = 2000;
constexpr uint32_t deepest_branch = 40;

// An if statement that does not know yet what it gives its value to: it may become part of another one.
struct Choice {
    struct Branch {
        std::string condition;
        std::vector<Line> lines;
        std::string value;
    };
    std::vector<Branch> branches; // the last one first
    std::vector<Line> otherwise;
    std::string otherwise_value;
};

struct Writer {
    const GraphView &view;
    Language language;
    std::string prefix; // abax_f32_
    std::string real;   // float
    const std::vector<Member> &members;
    const std::vector<std::string> &outputs;
    std::string module;
    Names names;
    Code code;

    std::vector<Text> texts;                      // by value: how it is written where it is used
    std::vector<std::vector<Line>> blocks;        // by region: its statements
    Uses uses;                                    // what becomes of the values
    std::unordered_map<uint32_t, Choice> waiting; // by value
    const Declaration *section;                   // the expression that is being written
    std::string section_name;                     // for values without a name
};

const Value &value_at(const Writer &w, uint32_t value) { return w.view.compilation.graph.values[value]; }

const Placement &placement_of(const Writer &w, uint32_t value) { return w.view.compilation.placements[value]; }

std::string_view arrow(const Writer &w) { return w.language == Language::C ? "->" : "."; }

std::string number(const Writer &w, double value) { return c_literal(value, w.view.compilation.bits); }

std::string identifier_of(const Declaration &declaration) {
    return c_identifier(std::string(abax::host::name_of(declaration)));
}

// ---- operands

Text leaf(Writer &w, uint32_t index) {
    const Value &value = value_at(w, index);
    if (value.op == VALUE_CONSTANT) {
        Text text = {number(w, constant_of(w.view, index)), Level::Primary, false, 0};
        text.level = text.text.starts_with('-') ? Level::Unary : Level::Primary;
        return text;
    }
    if (value.op == VALUE_STATE) {
        return w.texts[index];
    }
    const InputSlot &input = w.view.inputs[value.a];
    w.code.reads_params = true;
    const std::string path = fmt::format("in{}{}", arrow(w), w.members[input.param->ordinal].path);
    return {input.param->array ? fmt::format("{}[{}]", path, input.element) : path, Level::Primary, false, 0};
}

// How a value is written where it is used.
Text written(Writer &w, uint32_t index, uint32_t region) {
    const Value &value = value_at(w, index);
    if (is_leaf(value)) {
        return leaf(w, index);
    }
    if (placement_of(w, index).region == REGION_START && region != REGION_START) {
        w.code.reads_start = true;
    }
    return w.texts[index];
}

Text as_number(const Writer &w, Text text) {
    return text.truth ? conditional(std::move(text), {number(w, 1)}, {number(w, 0)}) : text;
}

Text as_condition(const Writer &w, Text text) {
    return text.truth ? text : infix(std::move(text), "!=", {number(w, 0)}, Level::Equality);
}

Text negated(const Writer &w, Text text) {
    return text.truth ? prefix("!", std::move(text)) : infix(std::move(text), "==", {number(w, 0)}, Level::Equality);
}

// A condition as a truth value.
Text as_truth(Text text) {
    text.truth = true;
    return text;
}

// ---- statements

std::vector<Line> &block_of(Writer &w, uint32_t index) { return w.blocks[placement_of(w, index).region]; }

// The name of a value's constant: its expression's, or one made of the name of the expression that it is for.
std::string new_name(Writer &w, uint32_t index) {
    if (w.uses.name_of[index] != NONE) {
        return w.names.take(identifier_of(*w.view.named[w.uses.name_of[index]]));
    }
    return w.names.numbered(w.section_name);
}

// Puts lines into a block, one step deeper. What is too deep for compilers of C is left out: it is an error.
void add_block(Writer &w, std::vector<Line> &lines, std::vector<Line> &&inner) {
    for (Line &line : inner) {
        if (line.indent < deepest_block) {
            lines.push_back({line.indent + 1, std::move(line.text)});
        } else {
            w.code.too_deep = w.section;
        }
    }
    inner.clear();
}

// A value that is there for the natives that it calls.
void ignore(Writer &w, uint32_t index, const std::string &name) {
    if (!w.uses.read[index]) {
        block_of(w, index).push_back({0, fmt::format("(void){};", name)});
    }
}

std::string output_of(const Writer &w, uint32_t result) { return fmt::format("out{}{}", arrow(w), w.outputs[result]); }

// A variable for all of the main code, which is declared before the statement that is being made.
void declare_outside(Writer &w, const std::string &name, bool truth) {
    w.blocks[REGION_MAIN].push_back(
        {0, truth ? fmt::format("bool {} = false;", name) : fmt::format("{} {} = {};", w.real, name, number(w, 0))});
}

// `text` becomes what `index` is from now on: a result, a value computed at the start, or a constant.
void bind(Writer &w, uint32_t index, const Text &text) {
    std::vector<Line> &lines = block_of(w, index);
    if (w.uses.result_of[index] != NONE) {
        lines.push_back({0, fmt::format("{} = {};", output_of(w, w.uses.result_of[index]), as_number(w, text).text)});
        return;
    }
    const std::string name = new_name(w, index);
    if (placement_of(w, index).region == REGION_START) {
        lines.push_back({0, fmt::format("start{}{} = {};", arrow(w), name, as_number(w, text).text)});
        w.code.start_names.push_back(name);
        w.texts[index] = {fmt::format("start{}{}", arrow(w), name)};
        return;
    }
    const bool truth = text.truth && w.uses.asked[index];
    const std::string value = truth ? text.text : as_number(w, text).text;
    if (w.uses.escapes[index]) {
        declare_outside(w, name, truth);
        lines.push_back({0, fmt::format("{} = {};", name, value)});
    } else {
        lines.push_back({0, fmt::format("const {} {} = {};", truth ? "bool" : w.real, name, value)});
    }
    w.texts[index] = {name, Level::Primary, truth, 0};
    ignore(w, index, name);
}

bool is_kept(const Writer &w, uint32_t index) { return placement_of(w, index).statement; }

// A variable that an if statement gives its value: declared, with a first value where there is one. Returns what is assigned to.
std::string begin_choice(Writer &w, uint32_t index, std::string_view type, std::string_view first) {
    if (w.uses.result_of[index] != NONE && first.empty()) {
        return output_of(w, w.uses.result_of[index]);
    }
    const std::string name = new_name(w, index);
    if (placement_of(w, index).region == REGION_START) {
        w.code.start_names.push_back(name);
        const std::string target = fmt::format("start{}{}", arrow(w), name);
        if (!first.empty()) {
            block_of(w, index).push_back({0, fmt::format("{} = {};", target, first)});
        }
        return target;
    }
    if (w.uses.escapes[index]) {
        declare_outside(w, name, type == "bool");
        if (!first.empty()) {
            block_of(w, index).push_back({0, fmt::format("{} = {};", name, first)});
        }
        return name;
    }
    block_of(w, index).push_back(
        {0, first.empty() ? fmt::format("{} {};", type, name) : fmt::format("{} {} = {};", type, name, first)});
    return name;
}

void end_choice(Writer &w, uint32_t index, const std::string &target, bool truth) {
    if (w.uses.result_of[index] == NONE) {
        w.texts[index] = {target, Level::Primary, truth, 0};
        ignore(w, index, target);
    } else if (target != output_of(w, w.uses.result_of[index])) {
        block_of(w, index).push_back({0, fmt::format("{} = {};", output_of(w, w.uses.result_of[index]),
                                                     as_number(w, {target, Level::Primary, truth, 0}).text)});
    }
}

// ---- operations

// "abax_f32_floor" for ABAX_M(floor)(x), or "" for a formula that is something else.
std::string seam_function(const Writer &w, std::string_view formula, size_t operands) {
    constexpr std::string_view arguments[] = {"", "(x)", "(x, y)", "(x, y, z)"};
    constexpr std::string_view begin = "ABAX_M(";
    const size_t close = formula.find(')');
    return formula.starts_with(begin) && formula.substr(close + 1) == arguments[operands]
               ? w.prefix + std::string(formula.substr(begin.size(), close - begin.size()))
               : "";
}

Text operation(Writer &w, uint32_t index, std::vector<Text> operands) {
    const Value &value = value_at(w, index);
    const std::string_view formula = operation_formula(value.op);
    const bool asks =
        value.op == OP_NOT || value.op == OP_BOOL || value.op == OP_SELECT || (value.flags & VALUE_IS_FAULT) != 0;
    for (Text &text : operands) {
        text = asks ? text : as_number(w, text);
    }
    switch (value.op) {
    case OP_NEG:
        return prefix("-", operands[0]);
    case OP_NOT:
        return as_truth(negated(w, operands[0]));
    case OP_BOOL:
        return as_truth(as_condition(w, operands[0]));
    case OP_MAX:
        if ((value.flags & VALUE_IS_FAULT) != 0) { // of two that are 0 or 1
            return infix(as_condition(w, operands[0]), "||", as_condition(w, operands[1]), Level::Or);
        }
        break;
    case OP_SELECT:
        return conditional(as_condition(w, operands[0]), as_number(w, operands[1]), as_number(w, operands[2]));
    default:
        break;
    }
    if (const Infix *const known = infix_of(formula); known != nullptr) {
        return infix(operands[0], known->symbol, operands[1], known->level);
    }
    if (formula.empty()) {
        return call(w.prefix + std::string(operation_library(value.op)), std::move(operands));
    }
    const std::string seam = seam_function(w, formula, operands.size());
    return call(seam.empty() ? fmt::format("{}op_{}", w.prefix, operation_enumerator(value.op)) : seam,
                std::move(operands));
}

void write_choice(Writer &w, uint32_t index, Choice choice) {
    const std::string target = begin_choice(w, index, w.real, "");
    std::vector<Line> &lines = block_of(w, index);
    for (size_t i = choice.branches.size(); i-- != 0;) {
        Choice::Branch &branch = choice.branches[i];
        const bool first = i + 1 == choice.branches.size();
        lines.push_back({0, fmt::format("{}if ({}) {{", first ? "" : "} else ", branch.condition)});
        add_block(w, lines, std::move(branch.lines));
        lines.push_back({1, fmt::format("{} = {};", target, branch.value)});
    }
    lines.push_back({0, "} else {"});
    add_block(w, lines, std::move(choice.otherwise));
    lines.push_back({1, fmt::format("{} = {};", target, choice.otherwise_value)});
    lines.push_back({0, "}"});
    end_choice(w, index, target, false);
}

// What stands for a value that may be waiting: then it waits no longer.
std::string settled(Writer &w, uint32_t index, const Text &text) {
    const auto found = w.waiting.find(index);
    if (found == w.waiting.end()) {
        return as_number(w, text).text;
    }
    Choice choice = std::move(found->second);
    w.waiting.erase(found);
    write_choice(w, index, std::move(choice));
    return w.texts[index].text;
}

// c ? a : b, or an if statement where a branch has statements. A branch that is nothing but another choice goes on with
// `else if`; where it is the first one the condition is turned round.
void choose(Writer &w, uint32_t index, const std::vector<uint32_t> &operands, const std::vector<Text> &texts) {
    const uint32_t inner = placement_of(w, index).inner;
    const Text condition = as_condition(w, texts[0]);
    const bool yes_waits = w.waiting.contains(operands[1]);
    const bool no_waits = w.waiting.contains(operands[2]);
    if (w.blocks[inner].empty() && w.blocks[inner + 1].empty() && !yes_waits && !no_waits) {
        w.texts[index] = conditional(condition, as_number(w, texts[1]), as_number(w, texts[2]));
        return;
    }
    const bool goes_on_after_no = no_waits && w.blocks[inner + 1].empty();
    const bool goes_on_after_yes = !goes_on_after_no && yes_waits && w.blocks[inner].empty();
    const std::string yes = goes_on_after_yes ? "" : settled(w, operands[1], texts[1]);
    const std::string no = goes_on_after_no ? "" : settled(w, operands[2], texts[2]);
    Choice choice;
    if (goes_on_after_no || goes_on_after_yes) {
        const auto found = w.waiting.find(operands[goes_on_after_no ? 2 : 1]);
        choice = std::move(found->second);
        w.waiting.erase(found);
    }
    if (goes_on_after_yes) {
        choice.branches.push_back({negated(w, condition).text, std::move(w.blocks[inner + 1]), no});
    } else {
        choice.branches.push_back({condition.text, std::move(w.blocks[inner]), yes});
        if (!goes_on_after_no) {
            choice.otherwise = std::move(w.blocks[inner + 1]);
            choice.otherwise_value = no;
        }
    }
    w.blocks[inner].clear();
    w.blocks[inner + 1].clear();
    if (w.uses.may_wait[index]) {
        w.waiting.emplace(index, std::move(choice));
    } else {
        write_choice(w, index, std::move(choice));
    }
}

// a && b, or an if statement where b has statements.
void join(Writer &w, uint32_t index, const Text &left, const Text &right) {
    const bool is_or = value_at(w, index).op == OP_OR;
    std::vector<Line> &inner = w.blocks[placement_of(w, index).inner];
    if (inner.empty()) {
        w.texts[index] =
            infix(as_condition(w, left), is_or ? "||" : "&&", as_condition(w, right), is_or ? Level::Or : Level::And);
        return;
    }
    const std::string target = begin_choice(w, index, "bool", is_or ? "true" : "false");
    std::vector<Line> &lines = block_of(w, index);
    lines.push_back(
        {0, fmt::format("if ({}) {{", is_or ? negated(w, as_condition(w, left)).text : as_condition(w, left).text)});
    add_block(w, lines, std::move(inner));
    lines.push_back({1, fmt::format("{} = {};", target, as_condition(w, right).text)});
    lines.push_back({0, "}"});
    end_choice(w, index, target, true);
}

// Its second operand where the first is true; nobody reads it elsewhere.
void guard(Writer &w, uint32_t index, const Text &condition, const Text &value) {
    const std::string target = begin_choice(w, index, w.real, number(w, 0));
    std::vector<Line> &lines = block_of(w, index);
    lines.push_back({0, fmt::format("if ({}) {{", as_condition(w, condition).text)});
    add_block(w, lines, std::move(w.blocks[placement_of(w, index).inner]));
    lines.push_back({1, fmt::format("{} = {};", target, as_number(w, value).text)});
    lines.push_back({0, "}"});
    end_choice(w, index, target, false);
}

Text native_call(Writer &w, uint32_t index, const std::vector<Text> &arguments) {
    const Declaration &native = *at<Declaration>(w.view.compilation, value_at(w, index).b);
    const std::string bound = fmt::format("instance{}natives.{}", arrow(w), identifier_of(native));
    if (arguments.empty()) {
        return call(w.prefix + "call", {{bound}, {w.language == Language::C ? "NULL" : "nullptr"}});
    }
    std::string list;
    for (const Text &argument : arguments) {
        list += list.empty() ? "" : ", ";
        list += as_number(w, argument).text;
    }
    const std::string name = w.names.numbered("arguments");
    block_of(w, index).push_back({0, fmt::format("const {} {}[{}] = {{{}}};", w.real, name, arguments.size(), list)});
    return call(w.prefix + "call", {{bound}, {name}});
}

std::string state_at(const Writer &w, uint32_t slot) { return fmt::format("instance{}states_[{}]", arrow(w), slot); }

// What prev gives, read before anything is kept for the next evaluation.
void read_states(Writer &w) {
    const Graph &graph = w.view.compilation.graph;
    std::vector<bool> used(graph.count);
    for (const uint32_t index : w.view.computed) {
        for (const uint32_t operand : operands_of(w.view, index)) {
            used[operand] = true;
        }
    }
    for (const Declaration *d : w.view.named) {
        used[d->value] = used[d->value] || !d->internal;
    }
    for (uint32_t i = 0; i < graph.count; i++) {
        if (graph.values[i].op == VALUE_STATE && used[i]) {
            const std::string name = w.names.numbered("previous");
            w.blocks[REGION_MAIN].push_back(
                {0, fmt::format("const {} {} = {};", w.real, name, state_at(w, graph.values[i].a))});
            w.texts[i] = {name, Level::Primary, false, 0};
        }
    }
}

// A step of a memory.
Text step(Writer &w, uint32_t index, const std::vector<Text> &operands) {
    const Value &value = value_at(w, index);
    std::vector<Text> arguments = {{fmt::format("&{}", state_at(w, value.b)), Level::Unary, false, 0}};
    if (step_values(value) != 0) {
        arguments.push_back({fmt::format("{}U", step_values(value)), Level::Primary, false, 0});
    }
    for (const Text &operand : operands) {
        arguments.push_back(as_number(w, operand));
    }
    return call(fmt::format("{}step_{}", w.prefix, operation_enumerator(step_op(value))), std::move(arguments));
}

void use_array(Writer &w, const Declaration &array) {
    if (std::find(w.code.arrays.begin(), w.code.arrays.end(), &array) == w.code.arrays.end()) {
        w.code.arrays.push_back(&array);
    }
}

Text interp(Writer &w, uint32_t index, const Text &x) {
    const Compilation &compilation = w.view.compilation;
    const Declaration &curve = *at<Declaration>(compilation, value_at(w, index).b);
    const Axis &axis = curve_of(curve).x;
    use_array(w, curve);
    std::vector<Text> arguments = {{array_name(curve, w.language, w.module)}, {fmt::format("{}U", axis.count)}};
    if (axis.even) {
        arguments.push_back({number(w, real_of(axis.per_unit, compilation.bits))});
        arguments.push_back({number(w, real_of(axis.offset, compilation.bits))});
    }
    arguments.push_back(as_number(w, x));
    return call(w.prefix + (axis.even ? "curve_even" : "curve"), std::move(arguments));
}

Text interp2(Writer &w, uint32_t index, const Text &x, const Text &y) {
    const Declaration &map = *at<Declaration>(w.view.compilation, value_at(w, index).c);
    use_array(w, map);
    const std::string name = array_name(map, w.language, w.module);
    return call(w.prefix + "map", {{fmt::format("&{}_x", name), Level::Unary, false, 0},
                                   {fmt::format("&{}_y", name), Level::Unary, false, 0},
                                   {name},
                                   as_number(w, x),
                                   as_number(w, y)});
}

Text element(Writer &w, uint32_t index, const Text &place) {
    const Declaration &array = *at<Declaration>(w.view.compilation, value_at(w, index).b);
    std::string elements;
    if (array.kind == DeclarationKind::Param) {
        w.code.reads_params = true;
        elements = fmt::format("in{}{}", arrow(w), w.members[array.ordinal].path);
    } else {
        elements = array_name(array, w.language, w.module);
        use_array(w, array);
    }
    return call(w.prefix + "element", {{elements}, {fmt::format("{}U", array.slots)}, as_number(w, place)});
}

// Values that would be read twice where they stand get a name.
void keep_what_is_read_twice(Writer &w, const std::vector<uint32_t> &operands) {
    for (size_t i = 0; i < operands.size(); i++) {
        const uint32_t operand = operands[i];
        const bool again =
            std::count(operands.begin(), operands.begin() + static_cast<std::ptrdiff_t>(i), operand) != 0;
        if (again && !is_leaf(value_at(w, operand)) && !is_kept(w, operand) &&
            w.texts[operand].text.find_first_of(" (") != std::string::npos) {
            bind(w, operand, w.texts[operand]);
        }
    }
}

void add_value(Writer &w, uint32_t index) {
    const Value &value = value_at(w, index);
    if (!w.uses.read[index] && !acts(value)) {
        return;
    }
    const uint32_t region = placement_of(w, index).region;
    const std::vector<uint32_t> operand_values = operands_of(w.view, index);
    keep_what_is_read_twice(w, operand_values);
    std::vector<Text> operands;
    operands.reserve(operand_values.size());
    for (const uint32_t operand : operand_values) {
        operands.push_back(written(w, operand, region));
    }
    switch (value.op) {
    case OP_COND:
        choose(w, index, operand_values, operands);
        break;
    case OP_AND:
    case OP_OR:
        join(w, index, operands[0], operands[1]);
        break;
    case VALUE_GUARD:
        guard(w, index, operands[0], operands[1]);
        break;
    case VALUE_COMMA:
        w.texts[index] = operands[1];
        break;
    case VALUE_NATIVE:
        bind(w, index, native_call(w, index, operands));
        return;
    case VALUE_RECALL: // before anything is kept
        bind(w, index,
             call(w.prefix + "recall", {{fmt::format("&{}", state_at(w, value.a)), Level::Unary, false, 0},
                                        {fmt::format("{}U", value.b), Level::Primary, false, 0}}));
        return;
    case VALUE_STEP:
        if (w.uses.read[index] || w.uses.result_of[index] != NONE) {
            bind(w, index, step(w, index, operands));
        } else {
            block_of(w, index).push_back({0, fmt::format("(void){};", step(w, index, operands).text)});
        }
        return;
    case VALUE_ELEMENT:
        w.texts[index] = element(w, index, operands[0]);
        break;
    case OP_INTERP:
        w.texts[index] = interp(w, index, operands[0]);
        break;
    case OP_INTERP2:
        w.texts[index] = interp2(w, index, operands[0], operands[1]);
        break;
    case VALUE_OUTSIDE:
        w.texts[index] =
            as_truth(infix(call(w.prefix + "outside", {{fmt::format("{}U", value.b)}, as_number(w, operands[0])}),
                           "!=", {"0"}, Level::Equality));
        break;
    default:
        w.texts[index] = operation(w, index, std::move(operands));
    }
    const Text text = w.texts[index];
    if (text.text.empty()) {
        return; // an if statement has stored it
    }
    const bool named = text.text.find_first_of(" (") == std::string::npos;
    const bool is_block = region == REGION_MAIN || region == REGION_START || !w.blocks[region].empty();
    const bool too_long = text.text.size() > (is_block ? longest_text : longest_branch) ||
                          text.depth > (is_block ? deepest_text : deepest_branch);
    if (w.uses.result_of[index] != NONE || (!named && (is_kept(w, index) || w.uses.escapes[index] || too_long))) {
        bind(w, index, text);
    }
}

// ---- the main code, expression by expression

void store_result(Writer &w, const Declaration &expression, uint32_t ordinal) {
    if (w.uses.result_of[expression.value] == NONE) {
        const Text value = as_number(w, written(w, expression.value, REGION_MAIN));
        w.blocks[REGION_MAIN].push_back({0, fmt::format("{} = {};", output_of(w, ordinal), value.text)});
    }
}

struct Boundary {
    const Declaration *expression;
    uint32_t last; // value that it needs and no expression before it
    uint32_t ordinal;
};

std::vector<Boundary> boundaries_of(const Writer &w) {
    std::unordered_map<const Declaration *, uint32_t> ordinals;
    for (const Declaration *d : w.view.named) {
        if (!d->internal) {
            ordinals.emplace(d, static_cast<uint32_t>(ordinals.size()));
        }
    }
    std::vector<Boundary> boundaries;
    uint32_t last = 0;
    for (const Declaration *d = w.view.compilation.first_ordered; d != nullptr; d = d->next_ordered) {
        if (d->kind == DeclarationKind::Expression) {
            last = std::max(last, d->value);
            boundaries.push_back({d, last, d->internal ? NONE : ordinals.at(d)});
        }
    }
    return boundaries;
}

void close(Writer &w, const Boundary &boundary) {
    if (!boundary.expression->internal) {
        store_result(w, *boundary.expression, boundary.ordinal);
    }
    std::vector<Line> &lines = w.blocks[REGION_MAIN];
    if (!lines.empty() || !boundary.expression->internal) {
        w.code.sections.push_back({Section::Kind::Expression, boundary.expression, std::move(lines)});
    }
    lines.clear();
}

void add_faults(Writer &w) {
    uint32_t ordinal = 0;
    for (const Declaration *d : w.view.named) {
        if (!d->internal) {
            if (d->fault != NO_FAULT) {
                w.code.faults.push_back({as_condition(w, written(w, d->fault, REGION_MAIN)).text, ordinal});
            }
            ordinal++;
        }
    }
}

} // namespace

Code write_code(const GraphView &view, Language language, const std::string &module, const std::vector<Member> &members,
                const std::vector<std::string> &outputs) {
    const Compilation &compilation = view.compilation;
    const uint32_t count = compilation.graph.count;
    Writer w = {view,
                language,
                compilation.bits == 32 ? "abax_f32_" : "abax_f64_",
                compilation.bits == 32 ? "float" : "double",
                members,
                outputs,
                module,
                Names(taken_names(compilation, language, module)),
                {},
                std::vector<Text>(count),
                std::vector<std::vector<Line>>(compilation.region_count),
                find_uses(view),
                {},
                nullptr,
                {}};
    const std::vector<Boundary> boundaries = boundaries_of(w);
    size_t section = 0;
    const auto name_section = [&] {
        w.section = boundaries.empty() ? nullptr : boundaries[std::min(section, boundaries.size() - 1)].expression;
        w.section_name = section < boundaries.size() ? identifier_of(*boundaries[section].expression) : "next";
    };
    name_section();
    read_states(w);
    for (const uint32_t index : view.computed) {
        if (!is_for_faults(view, index) && !is_commit(value_at(w, index))) {
            for (; section < boundaries.size() && boundaries[section].last < index; name_section()) {
                close(w, boundaries[section++]);
            }
            add_value(w, index);
        }
    }
    for (; section < boundaries.size(); section++) {
        close(w, boundaries[section]);
    }
    w.section_name = "is_outside";
    std::vector<Line> next = std::move(w.blocks[REGION_MAIN]);
    w.blocks[REGION_MAIN].clear();
    for (const uint32_t index : view.computed) {
        if (is_for_faults(view, index)) {
            add_value(w, index);
        }
    }
    add_faults(w);
    std::vector<Line> for_faults = std::move(w.blocks[REGION_MAIN]);
    w.blocks[REGION_MAIN].clear();
    for (const uint32_t index : view.computed) {
        if (is_commit(value_at(w, index))) {
            add_value(w, index);
        }
    }
    next.insert(next.end(), w.blocks[REGION_MAIN].begin(), w.blocks[REGION_MAIN].end());
    if (!next.empty()) {
        w.code.sections.push_back({Section::Kind::NextEvaluation, nullptr, std::move(next)});
    }
    if (!for_faults.empty()) {
        w.code.sections.push_back({Section::Kind::Faults, nullptr, std::move(for_faults)});
    }
    w.code.start = std::move(w.blocks[REGION_START]);
    return std::move(w.code);
}

} // namespace abax::host::source
