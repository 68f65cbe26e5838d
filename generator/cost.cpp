// What a table costs on a device: see cost.hpp.
#include "cost.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "code_words.hpp"
#include "diagnostics.hpp"
#include "eval/layout.h"
#include "json.hpp"
#include "module_part.hpp"
#include "table_sections.hpp"

namespace abax::host {
namespace {

// What was counted: by instruction and function, for a Real and an encoding.
struct Counted {
    std::map<uint64_t, uint32_t> most; // by key()
    uint32_t evaluation = 0;           // of any evaluation, END included
};

uint64_t key(uint32_t op, uint32_t function) { return uint64_t{op} << 32U | function; }

Counted counted_for(bool f32, bool wide) {
    Counted counted;
    const auto add = [&](uint32_t op, uint32_t function, uint32_t most) { counted.most[key(op, function)] = most; };
#define ABAX_EVALUATION(most) counted.evaluation = most;
#define ABAX_COST(op, function, least, most) add(op, function, most);
    if (f32 && !wide) {
#include "costs/cortex_m7_f32.def"
    } else if (f32) {
#include "costs/cortex_m7_f32_wide.def"
    } else if (!wide) {
#include "costs/cortex_m7_f64.def"
    } else {
#include "costs/cortex_m7_f64_wide.def"
    }
#undef ABAX_EVALUATION
#undef ABAX_COST
    return counted;
}

const Counted &counted_of(const abax_header &header) {
    static const Counted all[2][2] = {{counted_for(true, false), counted_for(true, true)},
                                      {counted_for(false, false), counted_for(false, true)}};
    return all[header.real == sizeof(double) ? 1 : 0][header.profile == ABAX_PROFILE_WIDE ? 1 : 0];
}

// What takes as long as a curve or a window is: the most by the number of points or values, in increasing order.
struct Length {
    uint64_t length;
    uint64_t most;
};

using LengthCosts = std::map<uint64_t, std::vector<Length>>; // by key() of the kind of table and the instruction

uint32_t table_kind(const abax_header &header) {
    return header.real * 8U * 2U + (header.profile == ABAX_PROFILE_WIDE ? 1U : 0U);
}

const std::vector<Length> &length_costs(const Table &table, const CodeWord &word) {
    static const LengthCosts all = [] {
        LengthCosts costs;
#define ABAX_LENGTH_COST(bits, wide, op, length, most) costs[key((bits)*2U + (wide), op)].push_back({length, most});
#define ABAX_CURVE_COST ABAX_LENGTH_COST
#define ABAX_WINDOW_COST ABAX_LENGTH_COST
#include "costs/cortex_m7_curves.def"
#include "costs/cortex_m7_windows.def"
#undef ABAX_CURVE_COST
#undef ABAX_WINDOW_COST
#undef ABAX_LENGTH_COST
        return costs;
    }();
    return all.at(key(table_kind(header_of(table)), word.op));
}

// Points are doubled by one more step of the search.
uint64_t most_of_curve(const Table &table, const CodeWord &word) {
    uint64_t points = 0; // of a map, of its longer axis
    for (const TableArray &curve : arrays_of(table)) {
        points = curve.place == word.number ? std::max(curve.counts[0], curve.counts[1]) : points;
    }
    const std::vector<Length> &counted = length_costs(table, word);
    for (const Length &each : counted) {
        if (points <= each.length) {
            return each.most;
        }
    }
    const Length &last = counted.back();
    const Length &before = counted[counted.size() - 2];
    uint64_t most = last.most;
    for (uint64_t reached = last.length; reached < points; reached *= 2) {
        most += last.most - before.most + 1U;
    }
    return most;
}

// Every value of a window takes as long as any other one.
uint64_t most_of_window(const Table &table, const CodeWord &word) {
    const std::vector<Length> &counted = length_costs(table, word);
    auto upper =
        std::find_if(counted.begin(), counted.end(), [&](const Length &l) { return l.length >= word.number_a; });
    if (upper != counted.end() && upper->length == word.number_a) {
        return upper->most;
    }
    upper = upper == counted.end() ? counted.end() - 1 : upper; // beyond what was counted: as between the last two
    const Length &to = *upper;
    const Length &from = *(upper - 1);
    const uint64_t steps = to.length - from.length;
    return from.most + ((to.most - from.most) * (word.number_a - from.length) + steps - 1) / steps;
}

// Parts of the maths library that a function brings into an image, with their bytes.
using Parts = std::map<std::string_view, uint32_t>;

const Parts &parts_of(unsigned bits, uint32_t function) {
    static const auto all = [] {
        std::map<uint64_t, Parts> parts;
#define ABAX_FLASH(real, number, part, bytes) parts[key(real, number)][part] = bytes;
#include "costs/cortex_m7_flash.def"
#undef ABAX_FLASH
        return parts;
    }();
    static const Parts none;
    const auto found = all.find(key(bits, function));
    return found == all.end() ? none : found->second;
}

bool is_curve(Form form) { return form == Form::CURVE || form == Form::EVEN || form == Form::MAP; }

bool is_window(const CodeWord &word) {
    const Instruction &row = instruction_of(word.op);
    return row.form == Form::WINDOW && row.op1 != OP_DELAY; // what delay takes does not depend on how long it is
}

bool computes(Form form) {
    return form == Form::INDEXC || form == Form::INDEXF || form == Form::NATIVE || is_curve(form);
}

uint64_t operators_of(const CodeWord &word) {
    const Instruction &row = instruction_of(word.op);
    return (row.op1 != OP_NONE ? 1U : 0U) + (row.op2 != OP_NONE ? 1U : 0U) + (calls_library(word) ? 1U : 0U) +
           (computes(row.form) ? 1U : 0U);
}

// Starred where library functions count in, with a plus where natives do not.
std::string shown_instructions(const Cost &cost) {
    return fmt::format("{}{}{}", cost.instructions, cost.library.empty() ? "" : " *", cost.natives ? " +" : "");
}

} // namespace

Cost cost_of(const Table &table) {
    const Counted &counted = counted_of(header_of(table));
    const std::vector<CodeWord> words = code_words(table, ABAX_SECTION_CODE);
    std::map<uint64_t, size_t> places;
    for (size_t i = 0; i < words.size(); i++) {
        places[words[i].at] = i;
    }
    Cost cost;
    cost.table_bytes = table.size;
    cost.ram_bytes = instance_size_of(table);
    std::set<std::string> library;
    Parts parts;
    std::vector<uint64_t> longest(words.size() + 1); // from each word to the end
    for (size_t i = words.size(); i-- != 0;) {
        const CodeWord &word = words[i];
        const Form form = instruction_of(word.op).form;
        uint64_t rest = form == Form::JUMP || form == Form::END ? 0 : longest[i + 1];
        if (jumps(word)) {
            rest = std::max(rest, longest[places.at(word.next + word.distance)]);
        }
        longest[i] = rest + (form == Form::END     ? 0 // in what every evaluation takes
                             : is_curve(form)      ? most_of_curve(table, word)
                             : is_window(word)     ? most_of_window(table, word)
                             : calls_library(word) ? counted.most.at(key(word.op, word.number))
                                                   : counted.most.at(key(word.op, 0)));
        cost.operators += operators_of(word);
        cost.natives = cost.natives || form == Form::NATIVE;
        if (calls_library(word)) {
            library.insert(find_op(static_cast<uint8_t>(word.number))->name());
            for (const auto &[part, bytes] : parts_of(table.bits, word.number)) {
                parts[part] = std::max(parts[part], bytes);
            }
        }
    }
    cost.library.assign(library.begin(), library.end());
    cost.flash_bytes = cost.table_bytes;
    for (const auto &[part, bytes] : parts) {
        cost.flash_bytes += bytes;
    }
    cost.instructions = longest.front() + counted.evaluation;
    return cost;
}

std::vector<Cost> costs_of(const Module &module) {
    std::vector<Cost> costs;
    const auto add = [&costs](const Module &part, const std::string &name) {
        Diagnostics unheard; // the module itself was compiled before
        Table table;
        if (compile_module(part, unheard, table)) {
            costs.push_back(cost_of(table));
            costs.back().name = name;
        }
    };
    std::vector<const Expression *> results;
    for (const Expression &expression : module.expressions) {
        if (!expression.internal) {
            results.push_back(&expression);
        }
    }
    if (results.size() > 1) {
        ModuleParts parts(module);
        for (const Expression *result : results) {
            const std::string &text = result->text.text;
            add(part_of(module, parts.members_for(text), result->name.text, text), result->name.text);
        }
    }
    add(module, results.size() == 1 ? results.front()->name.text : "");
    return costs;
}

std::string costs_text(const std::vector<Cost> &costs, unsigned bits) {
    size_t width = 12;
    for (const Cost &cost : costs) {
        width = std::max(width, cost.name.size());
    }
    std::string text = fmt::format("{:<{}}  {:>9}  {:>7}  {:>7}  {:>7}  {}\n", "", width, "operators", "table B",
                                   "flash B", "RAM B", fmt::format("instructions at most, Cortex-M7, f{}", bits));
    bool library = false;
    bool natives = false;
    for (const Cost &cost : costs) {
        text += fmt::format("{:<{}}  {:>9}  {:>7}  {:>7}  {:>7}  {}\n",
                            cost.name.empty() ? "all together" : printable(cost.name), width, cost.operators,
                            cost.table_bytes, cost.flash_bytes, cost.ram_bytes, shown_instructions(cost));
        library = library || !cost.library.empty();
        natives = natives || cost.natives;
    }
    if (library) {
        const Cost &all = costs.back();
        std::string names;
        for (const std::string &name : all.library) {
            names += names.empty() ? name : ", " + name;
        }
        text += fmt::format("* with the most that was counted for {}, which is no bound\n", names);
    }
    if (natives) {
        text += "+ and what the natives take\n";
    }
    return text;
}

std::string costs_json(const std::vector<Cost> &costs, unsigned bits) {
    JsonDocument document;
    document.member("processor", "Cortex-M7");
    document.member("real", fmt::format("f{}", bits));
    document.begin_list("costs");
    for (const Cost &cost : costs) {
        document.element({{"result", cost.name.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(cost.name)},
                          {"operators", cost.operators},
                          {"table_bytes", cost.table_bytes},
                          {"flash_bytes", cost.flash_bytes},
                          {"ram_bytes", cost.ram_bytes},
                          {"instructions", cost.instructions},
                          {"library", cost.library},
                          {"natives", cost.natives}});
    }
    document.end();
    return document.finish();
}

} // namespace abax::host
