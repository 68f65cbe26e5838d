// Writes the JSON model of every test module, with its code in C and in C++, one a line: what render_models.py renders.
//     write_models FILE
#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "compile.hpp"
#include "model.hpp"
#include "module.hpp"
#include "source/code_json.hpp"
#include "source/test_modules.hpp"

namespace {

using namespace abax_tests;
namespace host = abax::host;

host::MappedText made_up(const std::string &text) {
    host::MappedText mapped;
    mapped.text = text;
    return mapped;
}

template <class Real> std::vector<double> numbers_of(const Declaration &declaration) {
    std::vector<double> numbers;
    for (const std::string &text : elements_of(declaration)) {
        numbers.push_back(static_cast<double>(real_of_text<Real>(text)));
    }
    return numbers;
}

template <class Real> host::Module module_of(const TestModule<Real> &test) {
    host::Module module;
    module.name = test.name;
    module.version = test.source.version;
    module.bits = 8 * sizeof(Real);
    module.log = test.source.log;
    module.fast = test.source.fast;
    module.readable = true;
    module.reserve.params = test.source.reserve_params;
    module.reserve.results = test.source.reserve_results;
    module.reserve.states = test.source.reserve_states;
    for (const Declaration &d : test.source.declarations) {
        const host::MappedText name = made_up(d.name);
        const host::MappedText text = made_up(d.text);
        switch (d.kind) {
        case DeclarationKind::param: {
            host::Param param;
            param.name = name;
            const std::vector<double> numbers = numbers_of<Real>(d);
            param.value = d.is_array() ? 0 : numbers.front();
            if (!d.least.empty()) {
                param.min = static_cast<double>(real_of_text<Real>(d.least));
                param.max = static_cast<double>(real_of_text<Real>(d.most));
            }
            if (d.is_array()) {
                param.elements = numbers;
            }
            module.params.push_back(param);
            break;
        }
        case DeclarationKind::constant: {
            host::Constant constant;
            constant.name = name;
            const std::vector<double> numbers = numbers_of<Real>(d);
            if (d.is_array()) {
                constant.elements = numbers;
            } else {
                constant.value = numbers.front();
            }
            module.constants.push_back(constant);
            break;
        }
        case DeclarationKind::curve:
        case DeclarationKind::map: {
            const CurveNumbers<Real> numbers(d);
            host::Curve curve;
            curve.name = name;
            curve.map = d.kind == DeclarationKind::map;
            curve.x.assign(numbers.x.begin(), numbers.x.end());
            curve.y.assign(numbers.y.begin(), numbers.y.end());
            curve.z.assign(numbers.z.begin(), numbers.z.end());
            (curve.map ? module.maps : module.curves).push_back(curve);
            break;
        }
        case DeclarationKind::function:
            module.functions.push_back({name, text, false});
            break;
        case DeclarationKind::native:
            module.natives.push_back({name, d.text == "pure", ""});
            break;
        case DeclarationKind::expression:
        case DeclarationKind::internal:
            module.expressions.push_back({name, text, "", "", d.kind == DeclarationKind::internal});
            break;
        }
    }
    return module;
}

template <class Real> bool write_all(std::FILE *file) {
    for (const TestModule<Real> &test : test_modules<Real>()) {
        const host::Module module = module_of(test);
        host::Diagnostics diagnostics;
        host::CompilerRun run;
        if (!host::run_compiler(module, diagnostics, run)) {
            std::fprintf(stderr, "write_models: %s (%s) does not compile\n", test.name.c_str(), test.label.c_str());
            return false;
        }
        const host::Table table = host::table_of(run, module);
        for (const auto language : {host::source::Language::C, host::source::Language::Cpp}) {
            const host::source::CodeOptions options = {language, "", true};
            nlohmann::ordered_json code;
            if (!host::source::code_json(module, run, table, options, diagnostics, code)) {
                std::fprintf(stderr, "write_models: %s (%s) has no code\n", test.name.c_str(), test.label.c_str());
                return false;
            }
            const nlohmann::ordered_json model = {{"module", {{"name", module.name}, {"version", module.version}}},
                                                  {"hashes", {{"source", "0x0000000000000000"}}},
                                                  {"code", code}};
            const std::string line =
                model.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
            if (std::fwrite(line.data(), 1, line.size(), file) != line.size()) {
                return false;
            }
        }
    }
    return true;
}

} // namespace

int main(int argc, char **argv) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE *)> file(argc == 2 ? std::fopen(argv[1], "wb") : nullptr,
                                                                std::fclose);
    if (file == nullptr) {
        std::fprintf(stderr, "usage: write_models FILE\n");
        return 2;
    }
    return write_all<float>(file.get()) && write_all<double>(file.get()) ? 0 : 1;
}
