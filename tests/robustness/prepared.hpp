// A module whose numbers are read and whose memory is taken, so that declaring it is nothing but calls of the product: for tests
// that measure what those calls take.
#ifndef ABAX_TESTS_PREPARED_HPP
#define ABAX_TESTS_PREPARED_HPP

#include "engine/module_source.hpp"
#include "engine/typed_api.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace abax_tests {

template <class Real> class Prepared {
public:
    explicit Prepared(const ModuleSource &source) : source_(&source) {
        for (const Declaration &declaration : source.declarations) {
            std::vector<Real> values;
            const bool numbers =
                declaration.kind == DeclarationKind::param || declaration.kind == DeclarationKind::constant;
            for (const std::string &element : numbers ? elements_of(declaration) : std::vector<std::string>{}) {
                values.push_back(real_of_text<Real>(element));
            }
            values_.push_back(std::move(values));
            curves_.push_back(declaration.is_curve() ? std::optional(CurveNumbers<Real>(declaration)) : std::nullopt);
            if (declaration.kind == DeclarationKind::native) {
                const Compact native = {declaration.name.substr(0, declaration.name.find('(')),
                                        static_cast<std::uint8_t>(parameters_of(declaration.name)),
                                        static_cast<std::uint8_t>(declaration.text == "pure" ? 1 : 0)};
                natives_.push_back(native);
            }
        }
        for (const Compact &native : natives_) {
            bound_.push_back({native.name.c_str(), one, nullptr, native.arity, native.pure});
        }
    }
    Prepared(const Prepared &) = delete;
    Prepared &operator=(const Prepared &) = delete;

    // In declared order; the first status that is neither OK nor E_SOURCE.
    abax_status declare(abax_compiler *compiler) const {
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const abax_status status = curves_[i] ? declare_curve(compiler, source_->declarations[i], *curves_[i])
                                                  : declare_one(compiler, source_->declarations[i], values_[i]);
            if (status != ABAX_OK && status != ABAX_E_SOURCE) {
                return status;
            }
        }
        return ABAX_OK;
    }

    [[nodiscard]] std::span<const typename Api<Real>::Native> natives() const { return bound_; }

private:
    struct Compact {
        std::string name;
        std::uint8_t arity;
        std::uint8_t pure;
    };

    static Real one(void *, const Real *) { return 1; }

    static std::size_t parameters_of(const std::string &signature) {
        const bool none = signature.find("()") != std::string::npos;
        return none ? 0 : 1 + static_cast<std::size_t>(std::count(signature.begin(), signature.end(), ','));
    }

    static abax_status declare_array(abax_compiler *compiler, const Declaration &declaration,
                                     const std::vector<Real> &values) {
        const char *name = declaration.name.c_str();
        const bool param = declaration.kind == DeclarationKind::param;
        if constexpr (std::is_same_v<Real, float>) {
            return param ? abax_f32_compiler_param_array(compiler, name, values.data(), values.size())
                         : abax_f32_compiler_constant_array(compiler, name, values.data(), values.size());
        } else {
            return param ? abax_f64_compiler_param_array(compiler, name, values.data(), values.size())
                         : abax_f64_compiler_constant_array(compiler, name, values.data(), values.size());
        }
    }

    static abax_status declare_curve(abax_compiler *compiler, const Declaration &declaration,
                                     const CurveNumbers<Real> &curve) {
        const char *name = declaration.name.c_str();
        if (declaration.kind == DeclarationKind::curve) {
            return Api<Real>::compiler_curve(compiler, name, curve.x.data(), curve.y.data(), curve.x.size());
        }
        return Api<Real>::compiler_map(compiler, name, curve.x.data(), curve.x.size(), curve.y.data(), curve.y.size(),
                                       curve.z.data());
    }

    static abax_status declare_one(abax_compiler *compiler, const Declaration &declaration,
                                   const std::vector<Real> &values) {
        const char *name = declaration.name.c_str();
        const char *text = declaration.text.c_str();
        switch (declaration.kind) {
        case DeclarationKind::param:
            return declaration.is_array() ? declare_array(compiler, declaration, values)
                                          : Api<Real>::compiler_param(compiler, name, values[0]);
        case DeclarationKind::constant:
            return declaration.is_array() ? declare_array(compiler, declaration, values)
                                          : Api<Real>::compiler_constant(compiler, name, values[0]);
        case DeclarationKind::function:
            return abax_compiler_function(compiler, name, text);
        case DeclarationKind::expression:
            return abax_compiler_expression(compiler, name, text);
        case DeclarationKind::internal:
            return abax_compiler_internal(compiler, name, text);
        case DeclarationKind::native:
            return abax_compiler_native(compiler, name, declaration.text == "pure" ? 1 : 0);
        case DeclarationKind::curve:
        case DeclarationKind::map:
            break; // declare_curve
        }
        return ABAX_E_ARGUMENT;
    }

    const ModuleSource *source_;
    std::vector<std::vector<Real>> values_;
    std::vector<std::optional<CurveNumbers<Real>>> curves_; // of the declarations that are curves or maps
    std::vector<Compact> natives_;
    std::vector<typename Api<Real>::Native> bound_;
};

} // namespace abax_tests

#endif
