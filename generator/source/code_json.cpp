// The module as code, ready to be laid out: see code_json.hpp. Everything that a template would have to think about is done
// here; lines come out with their indentation and not too long.
#include "source/code_json.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compile/curves.hpp"
#include "compile/state.hpp"
#include "emit_table_c.hpp"
#include "eval/layout.h"
#include "identifiers.hpp"
#include "json.hpp"
#include "position_index.hpp"
#include "remark.hpp"
#include "source/known_answers.hpp"
#include "table_sections.hpp"

namespace abax::host::source {
namespace {

using nlohmann::ordered_json;

constexpr size_t width = 120;
constexpr size_t longest_heading = 40; // lines of an expression's text; what is longer is for machines
constexpr size_t most_shown = 2000;    // of one line of it

struct Job {
    const Module &module;
    const Table &table;
    const CodeOptions &options;
    GraphView view;
    std::vector<Member> members;      // of the params
    std::vector<std::string> outputs; // members of Results
    std::vector<const Expression *> results;
    PositionIndex positions;
};

std::string_view real_type(const Job &job) { return job.module.bits == 32 ? "float" : "double"; }

std::string literal(const Job &job, double value) { return c_literal(value, job.module.bits); }

ordered_json laid_out(const std::vector<Line> &lines, unsigned indent) {
    ordered_json json = ordered_json::array();
    for (const Line &line : lines) {
        for (const std::string &text : wrapped({line.indent + indent, line.text}, width)) {
            json.push_back(text);
        }
    }
    return json;
}

// A line that is no code: broken at spaces, all pieces as deep as the first.
void add_words(ordered_json &json, std::string_view text, const std::string &begin) {
    do {
        size_t end = text.size();
        if (begin.size() + text.size() > width) {
            end = text.rfind(' ', width - begin.size());
            if (end == std::string_view::npos || end == 0) {
                end = width - begin.size();
                while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
                    end--; // not in the middle of a character
                }
            }
        }
        json.push_back(begin + std::string(text.substr(0, end)));
        text.remove_prefix(end);
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    } while (!text.empty());
}

std::vector<std::string> lines_of(const std::string &text) {
    std::vector<std::string> lines;
    size_t begin = 0;
    while (begin <= text.size()) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        const size_t first = line.find_first_not_of(" \t\r");
        if (first != std::string::npos) {
            lines.push_back(line.substr(first, line.find_last_not_of(" \t\r") + 1 - first));
        }
        begin = end + 1;
    }
    return lines;
}

std::string file_of(const Job &job) {
    const Source *source = job.module.source;
    return source == nullptr ? "" : std::filesystem::path(source->name).filename().string();
}

// "dew_point, climate.toml:14: 243.12*g / (17.62 - g)", over several lines where it is long or was written so.
ordered_json heading(Job &job, const Expression &expression) {
    const Span span = span_of(expression.text);
    std::string title = c_comment(expression.name.text) + (expression.internal ? " (internal)" : "");
    if (span.source != nullptr) {
        title += fmt::format(", {}:{}", c_comment(file_of(job)), job.positions.at(*span.source, span.begin).line);
    }
    ordered_json json = ordered_json::array();
    const std::vector<std::string> lines = lines_of(expression.text.text);
    const std::string first = lines.empty() ? "" : c_comment(lines.front());
    if (lines.size() <= 1 && title.size() + first.size() + 13 <= width) {
        json.push_back(fmt::format("    /* {}: {} */", title, first));
        return json;
    }
    json.push_back(fmt::format("    /* {}:", title));
    for (const std::string &line : lines) {
        if (json.size() > longest_heading) {
            json.push_back("     *     …");
            break;
        }
        const std::string text = c_comment(line);
        size_t shown = text.size() > most_shown ? most_shown : text.size();
        while (shown < text.size() && (static_cast<unsigned char>(text[shown]) & 0xC0U) == 0x80U) {
            shown--;
        }
        add_words(json, text.substr(0, shown) + (shown < text.size() ? " …" : ""), "     *     ");
    }
    json.push_back("     */");
    return json;
}

// ---- structs

std::string array_suffix(size_t elements) { return elements == 0 ? "" : fmt::format("[{}]", elements); }

ordered_json params_json(const Job &job) {
    ordered_json items = ordered_json::array();
    for (size_t i = 0; i < job.members.size(); i++) {
        const Param &param = job.module.params[i];
        const Member &member = job.members[i];
        const std::string text = remark(param.doc, param.unit, param.min, param.max, job.module.bits);
        ordered_json json = {
            {"declaration", fmt::format("{} {}{}", real_type(job), member.name, array_suffix(param.elements.size()))},
            {"comment", text.empty() ? ordered_json() : ordered_json(text)},
            {"path", member.path}};
        const bool same = !items.empty() && !member.group.empty() && items.back()["group"] == member.group;
        if (!same) {
            items.push_back({{"group", member.group.empty() ? ordered_json() : ordered_json(member.group)},
                             {"members", ordered_json::array()}});
        }
        items.back()["members"].push_back(std::move(json));
    }
    return items;
}

ordered_json results_json(const Job &job) {
    ordered_json items = ordered_json::array();
    for (size_t i = 0; i < job.results.size(); i++) {
        const std::string text = remark(job.results[i]->doc, job.results[i]->unit, {}, {}, job.module.bits);
        items.push_back({{"name", job.results[i]->name.text},
                         {"declaration", fmt::format("{} {}", real_type(job), job.outputs[i])},
                         {"comment", text.empty() ? ordered_json() : ordered_json(text)},
                         {"path", job.outputs[i]}});
    }
    return items;
}

// The values of the room that is reserved behind others.
std::string reserved(size_t slots, bool alone) { return slots == 0 ? "" : alone ? "{0}" : ", {0}"; }

// "21.0F, {-40.0F, 0.03F}, {0.0F, 0.0F}": the values of Params, which have `slots` numbers in their order.
std::string params_initializer(const Job &job, const std::vector<double> &slots) {
    std::string text;
    size_t slot = 0;
    for (size_t i = 0; i < job.members.size(); i++) {
        const std::string &group = job.members[i].group;
        const bool begins = !group.empty() && (i == 0 || job.members[i - 1].group != group);
        const bool ends = !group.empty() && (i + 1 == job.members.size() || job.members[i + 1].group != group);
        text += text.empty() ? "" : ", ";
        text += begins ? "{" : "";
        const size_t elements = job.module.params[i].elements.size();
        text += elements != 0 ? "{" : "";
        for (size_t k = 0; k < std::max<size_t>(elements, 1); k++) {
            text += (k == 0 ? "" : ", ") + literal(job, slots[slot++]);
        }
        text += elements != 0 ? "}" : "";
        text += ends ? "}" : "";
    }
    return text + reserved(header_of(job.table).params - slot, text.empty());
}

std::vector<double> defaults_of(const Module &module) {
    std::vector<double> values;
    for (const Param &param : module.params) {
        if (param.elements.empty()) {
            values.push_back(param.value);
        } else {
            values.insert(values.end(), param.elements.begin(), param.elements.end());
        }
    }
    return values;
}

// ---- code

std::string bits_literal(const Job &job, uint64_t bits) { return literal(job, real_of(bits, job.module.bits)); }

// "{-40.0F, 336.0F, -7.5825F}, {0.0F, 32.7F, -0.908F}, …"
std::string points_text(const Job &job, const CurveData &curve) {
    std::string text;
    for (uint32_t i = 0; i < curve.x.count; i++) {
        const PointBits point = curve_point(job.view.compilation, curve, i);
        text += fmt::format("{}{{{}, {}, {}}}", i == 0 ? "" : ", ", bits_literal(job, point.x),
                            bits_literal(job, point.y), bits_literal(job, point.slope));
    }
    return text;
}

std::string ticks_text(const Job &job, const Axis &axis) {
    std::string text;
    for (uint32_t i = 0; i < axis.count; i++) {
        const TickBits tick = axis_tick(job.view.compilation, axis, i);
        text +=
            fmt::format("{}{{{}, {}}}", i == 0 ? "" : ", ", bits_literal(job, tick.at), bits_literal(job, tick.scale));
    }
    return text;
}

std::string values_text(const Job &job, const CurveData &map) {
    std::string text;
    for (uint32_t row = 0; row < map.y.count; row++) {
        for (uint32_t column = 0; column < map.x.count; column++) {
            text += (text.empty() ? "" : ", ") + bits_literal(job, map_value(job.view.compilation, map, row, column));
        }
    }
    return text;
}

// The definitions of a curve's points, of a map's axes and values.
void add_curve(const Job &job, const Declaration &declared, ordered_json &arrays) {
    const bool map = declared.kind == DeclarationKind::Map;
    const std::vector<Curve> &curves = map ? job.module.maps : job.module.curves;
    const auto found = std::find_if(curves.begin(), curves.end(),
                                    [&](const Curve &curve) { return curve.name.text == name_of(declared); });
    const CurveData &data = curve_of(declared);
    const std::string name = array_name(declared, job.options.language, job.module.name);
    const std::string prefix = job.module.bits == 32 ? "abax_f32_" : "abax_f64_";
    const std::string doc = remark(found->doc, found->unit, {}, {}, job.module.bits);
    const auto add = [&](const std::string &comment, const std::string &line) {
        arrays.push_back({{"comment", comment}, {"lines", laid_out({{0, line}}, 0)}});
    };
    const std::string said = doc.empty() ? "" : doc + "; ";
    if (!map) {
        add(said + "points: x, y and the slope to the next one",
            fmt::format("const {}point {}[{}] = {{{}}};", prefix, name, data.x.count, points_text(job, data)));
        return;
    }
    const auto add_axis = [&](const Axis &axis, const char *what, const char *suffix) {
        add(fmt::format("breakpoints of {}, and one over the step to the next one", suffix),
            fmt::format("const {}tick {}_{}[{}] = {{{}}};", prefix, name, what, axis.count, ticks_text(job, axis)));
        add(axis.even ? "their number is about value*per_unit + offset" : "not evenly spaced",
            fmt::format("const {}axis {}_{} = {{{}_{}, {}U, {}, {}}};", prefix, name, suffix, name, what, axis.count,
                        bits_literal(job, axis.per_unit), bits_literal(job, axis.offset)));
    };
    add_axis(data.x, "columns", "x");
    add_axis(data.y, "rows", "y");
    add(said + "a row for every y", fmt::format("const {} {}[{}] = {{{}}};", real_type(job), name,
                                                data.x.count * data.y.count, values_text(job, data)));
}

bool add_code(Job &job, Diagnostics &diagnostics, ordered_json &json) {
    const Code code = write_code(job.view, job.options.language, job.module.name, job.members, job.outputs);
    std::unordered_map<std::string_view, const Expression *> expressions;
    for (const Expression &expression : job.module.expressions) {
        expressions.emplace(expression.name.text, &expression);
    }
    if (code.too_deep != nullptr) {
        const Expression &expression = *expressions.at(name_of(*code.too_deep));
        Diagnostic *error =
            add_error(diagnostics, slug::NESTING, span_of(expression.text),
                      fmt::format("the choices in '{}' lie in each other more than {} deep, which compilers "
                                  "of C need not take",
                                  expression.name.text, deepest_block));
        add_note(error, "make outputs of inner ones, or emit a table");
        return false;
    }
    json["reads_params"] = code.reads_params;
    json["reads_start"] = code.reads_start;
    json["start"] = code.start_names;
    json["start_lines"] = laid_out(code.start, 1);
    json["sections"] = ordered_json::array();
    for (const Section &section : code.sections) {
        ordered_json item;
        if (section.expression != nullptr) {
            const Expression &expression = *expressions.at(name_of(*section.expression));
            item["name"] = expression.name.text;
            item["heading"] = heading(job, expression);
        } else {
            item["name"] = nullptr;
            item["heading"] = {section.kind == Section::Kind::Faults
                                   ? "    /* whether there is an element where one is demanded */"
                                   : "    /* for the next evaluation */"};
        }
        item["lines"] = laid_out(section.lines, 1);
        json["sections"].push_back(std::move(item));
    }
    json["faults"] = ordered_json::array();
    for (const FaultTest &fault : code.faults) {
        json["faults"].push_back({{"condition", fault.condition},
                                  {"lines", laid_out({{0, fmt::format("if ({}) {{", fault.condition)}}, 1)},
                                  {"result", fault.result},
                                  {"name", job.results[fault.result]->name.text}});
    }
    json["arrays"] = ordered_json::array();
    for (const Declaration *array : code.arrays) {
        if (array->kind == DeclarationKind::Curve || array->kind == DeclarationKind::Map) {
            add_curve(job, *array, json["arrays"]);
            continue;
        }
        const auto found = std::find_if(job.module.constants.begin(), job.module.constants.end(),
                                        [&](const Constant &c) { return c.name.text == name_of(*array); });
        std::string elements;
        for (const double element : found->elements) {
            elements += (elements.empty() ? "" : ", ") + literal(job, element);
        }
        const std::string text = remark(found->doc, found->unit, {}, {}, job.module.bits);
        json["arrays"].push_back(
            {{"comment", text.empty() ? ordered_json() : ordered_json(text)},
             {"lines", laid_out({{0, fmt::format("const {} {}[{}] = {{{}}};", real_type(job),
                                                 array_name(*array, job.options.language, job.module.name),
                                                 found->elements.size(), elements)}},
                                0)}});
    }
    return true;
}

// ---- what the C interface knows of a module

ordered_json entry_json(uint32_t hash, size_t text, uint32_t slots, const std::string &name) {
    return {{"hash", fmt::format("0x{:08x}U", hash)}, {"text", text}, {"slots", slots}, {"name", c_comment(name)}};
}

// The texts, each with a zero behind it, as what an array of char is initialised with: literals, one behind the other, or
// characters where that would be longer than C promises (C99, 5.2.4.1).
ordered_json texts_json(const std::vector<std::string> &texts, size_t bytes) {
    constexpr size_t longest_literal = 4095;
    ordered_json json = ordered_json::array();
    const bool characters = bytes > longest_literal;
    if (characters) {
        json.push_back("{");
    }
    for (size_t i = 0; i < texts.size(); i++) {
        if (characters) {
            std::string line;
            for (const char c : texts[i]) {
                line += fmt::format("'{}', ", c); // letters, digits, _ and dots
            }
            for (const std::string &part : wrapped({1, line + "0,"}, width - 4)) {
                json.push_back(part);
            }
            continue;
        }
        const std::string quoted = c_string(texts[i]); // the last zero is the literal's own
        json.push_back(i + 1 == texts.size() ? quoted : quoted.substr(0, quoted.size() - 1) + "\\0\"");
    }
    if (characters) {
        json.push_back("}");
    }
    return json;
}

// The start values of the state.
ordered_json started_json(const Job &job) {
    const abax_header &header = header_of(job.table);
    const uint64_t begin = section_begin(job.table, ABAX_SECTION_DEFAULTS) + uint64_t{header.params} * header.real;
    std::string text;
    for (uint32_t i = 0; i < header.started; i++) {
        text += (i == 0 ? "" : ", ") + literal(job, real_at(job.table, begin + uint64_t{i} * header.real));
    }
    return laid_out({{0, text}}, 2);
}

void add_interface(const Job &job, ordered_json &json) {
    const abax_header &header = header_of(job.table);
    size_t offset = job.module.name.size() + 1;
    std::vector<std::string> texts = {job.module.name};
    const auto add = [&](const char *key, const std::vector<TableEntry> &entries, bool natives) {
        json[key] = ordered_json::array();
        for (const TableEntry &entry : entries) {
            const uint32_t slots = natives ? entry.arity | (entry.pure ? 0x100U : 0U) : entry.slots;
            json[key].push_back(entry_json(entry.hash, offset, slots, entry.name));
            offset += entry.name.size() + 1;
            texts.push_back(entry.name);
        }
    };
    add("param_entries", params_of(job.table), false);
    add("result_entries", results_of(job.table), false);
    add("import_entries", imports_of(job.table), true);
    json["texts"] = texts_json(texts, offset);
    json["text_bytes"] = offset;
    json["version_comment"] = c_comment(module_version_of(job.table));
    json["version_string"] = c_string(module_version_of(job.table));
    json["params_slots"] = header.params;
    json["results_slots"] = header.results;
    json["states_slots"] = header.states;
    json["started_slots"] = header.started;
    json["states_start"] = started_json(job);
    json["params_reserved"] = header.params - defaults_of(job.module).size();
    json["results_reserved"] = header.results - job.results.size();
    json["table_memory"] = instance_size_of(job.table);
    json["interface_hash"] = fmt::format("0x{:08x}U", header.interface_hash);
    json["state_hash"] = fmt::format("0x{:08x}U", header.state_hash);
    json["source_hash_low"] = fmt::format("0x{:08x}U", header.source_hash[0]);
    json["source_hash_high"] = fmt::format("0x{:08x}U", header.source_hash[1]);
}

ordered_json natives_json(const Job &job) {
    ordered_json items = ordered_json::array();
    for (const TableEntry &entry : imports_of(job.table)) {
        for (const Native &native : job.module.natives) {
            const std::string_view signature = native.signature.text;
            if (signature.substr(0, signature.find_first_of("( \t\r\n")) == entry.name) {
                const std::string text = remark(native.doc, "", {}, {}, job.module.bits);
                items.push_back({{"member", c_identifier(entry.name)},
                                 {"name", c_string(entry.name)},
                                 {"signature", c_comment(signature)},
                                 {"arity", entry.arity},
                                 {"pure", entry.pure ? 1 : 0},
                                 {"comment", text.empty() ? ordered_json() : ordered_json(text)}});
            }
        }
    }
    return items;
}

// ---- the self test

ordered_json self_test_json(const Job &job) {
    KnownAnswers answers;
    known_answers(job.module, job.view, job.table, answers);
    ordered_json json;
    const double close = job.module.bits == 32 ? std::ldexp(1.0, -14) : std::ldexp(1.0, -40);
    std::string tolerances;
    ordered_json trusted = ordered_json::array();
    for (size_t i = 0; i < answers.results.size(); i++) {
        if (answers.results[i] != Trust::None) {
            const double tolerance = answers.results[i] == Trust::Close ? close : 0.0;
            trusted.push_back({{"path", job.outputs[i]}, {"ordinal", i}, {"tolerance", literal(job, tolerance)}});
        }
    }
    json["checks"] = std::move(trusted);
    json["untested"] = ordered_json::array();
    for (size_t i = 0; i < answers.results.size(); i++) {
        if (answers.results[i] == Trust::None) {
            json["untested"].push_back(c_comment(job.results[i]->name.text));
        }
    }
    json["rows"] = ordered_json::array();
    for (size_t row = 0; row < answers.inputs.size(); row++) {
        std::string outputs;
        for (const double value : answers.outputs[row]) {
            outputs += (outputs.empty() ? "" : ", ") + literal(job, value);
        }
        outputs += reserved(header_of(job.table).results - answers.outputs[row].size(), outputs.empty());
        const std::string inputs = params_initializer(job, answers.inputs[row]);
        const std::string both = inputs.empty()    ? fmt::format("{{{{{}}}}},", outputs)
                                 : outputs.empty() ? fmt::format("{{{{{}}}}},", inputs)
                                                   : fmt::format("{{{{{}}}, {{{}}}}},", inputs, outputs);
        json["rows"].push_back(laid_out({{0, both}}, 1));
    }
    return json;
}

} // namespace

bool code_json(const Module &module, const CompilerRun &run, const Table &table, const CodeOptions &options,
               Diagnostics &diagnostics, ordered_json &json) {
    const Compilation &compilation = *static_cast<const Compilation *>(run.compiler.state);
    Job job = {module, table, options, view_graph(compilation), members_of(module.params), {}, {}, {}};
    for (const Expression &expression : module.expressions) {
        if (!expression.internal) {
            job.results.push_back(&expression);
            job.outputs.push_back(c_identifier(expression.name.text));
        }
    }
    std::string upper = module.name;
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    json = {{"language", options.language == Language::C ? "c" : "cpp"},
            {"origin", generated_from(module, table)},
            {"header", options.header.empty() ? ordered_json() : ordered_json(options.header)},
            {"name", module.name},
            {"upper", upper},
            {"real", real_type(job)},
            {"bytes", module.bits / 8},
            {"api", module.bits == 32 ? "abax_f32_" : "abax_f64_"}};
    json["params"] = params_json(job);
    json["results"] = results_json(job);
    json["defaults"] = laid_out({{0, params_initializer(job, defaults_of(module))}}, 1);
    json["natives"] = natives_json(job);
    add_interface(job, json);
    if (!add_code(job, diagnostics, json)) {
        return false;
    }
    json["self_test"] = options.self_test ? self_test_json(job) : ordered_json();
    return true;
}

} // namespace abax::host::source
