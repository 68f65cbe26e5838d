// `abax ops --format json`: see ops.hpp.
#include <nlohmann/json.hpp>

#include "abax/version.h"
#include "compile/ops.hpp"
#include "ops.hpp"
#include "ops_list.hpp"

namespace abax::host {
namespace {

using Json = nlohmann::ordered_json;

// null where there is none
Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json number_or_null(unsigned number) { return number == 0 ? Json(nullptr) : Json(number); }

bool has(unsigned properties, unsigned property) { return (properties & property) != 0; }

Json operator_json(const OperatorRow &row) {
    return {{"number", number_or_null(row.number)},
            {"symbol", row.symbol},
            {"alias", text_or_null(row.alias)},
            {"level", row.level},
            {"associativity", row.right ? "right" : "left"},
            {"prefix", row.prefix},
            {"function", text_or_null(row.name)},
            {"commutes", has(row.properties, ABAX_COMMUTES)},
            {"folds", has(row.properties, ABAX_FOLDS)},
            {"truth", has(row.properties, ABAX_TRUTH)},
            {"library", row.library},
            {"formula", text_or_null(row.formula)},
            {"sentence", row.sentence}};
}

Json function_json(const FunctionRow &row) {
    return {{"number", row.number},
            {"name", row.name},
            {"group", row.group},
            {"signature", signature_of(row)},
            {"least_arguments", row.least},
            {"most_arguments", number_or_null(row.most)},
            {"kind", row.kind},
            {"commutes", has(row.properties, ABAX_COMMUTES)},
            {"folds", has(row.properties, ABAX_FOLDS)},
            {"truth", has(row.properties, ABAX_TRUTH)},
            {"c_name", text_or_null(row.library)},
            {"formula", text_or_null(row.formula)},
            {"sentence", row.sentence}};
}

Json constant_json(const ConstantRow &row) {
    return {{"number", row.number},
            {"name", row.name},
            {"alias", text_or_null(row.alias)},
            {"text", row.text},
            {"sentence", row.sentence}};
}

} // namespace

std::string ops_json() {
    Json all = {{"version", ABAX_VERSION},
                {"operators", Json::array()},
                {"functions", Json::array()},
                {"constants", Json::array()}};
    for (const OperatorRow &row : list_operators()) {
        all["operators"].push_back(operator_json(row));
    }
    for (const FunctionRow &row : list_functions()) {
        all["functions"].push_back(function_json(row));
    }
    for (const ConstantRow &row : list_constants()) {
        all["constants"].push_back(constant_json(row));
    }
    return all.dump(2) + "\n";
}

} // namespace abax::host
