// LuaJIT as an engine, called from C: each expression is a function of Lua, with its just-in-time compiler or without. Numbers
// are double. Its own spellings: and, or, ~= for &&, ||, !=; -- begins a comment. Lua has no arithmetic on truths, which is
// added to them here as a program in Lua would add it.
#include "engines.hpp"
#include "spelling.hpp"

#include <lua.hpp>

namespace bench {

namespace {

const char *const names_of_functions = "local sin, cos, tan, exp, log, log10, sqrt, abs, min, max, pow, atan2, fmod = "
                                       "math.sin, math.cos, math.tan, math.exp, math.log, math.log10, math.sqrt, "
                                       "math.abs, math.min, math.max, math.pow, math.atan2, math.fmod\n"
                                       "local function sign(x) return x > 0 and 1 or x < 0 and -1 or 0 end\n";
const char *const names_of_constants = "local pi, e = 3.14159265358979323846, 2.71828182845904523536\n";
const char *const truths =
    "local function n(x) if x == true then return 1 elseif x == false then return 0 end return x end\n"
    "debug.setmetatable(true, {__add = function(x, y) return n(x) + n(y) end,\n"
    "                          __mul = function(x, y) return n(x) * n(y) end})\n";

class LuaBatch : public PlacedBatch<double> {
public:
    static constexpr bool compiles = true;

    LuaBatch(const Batch &batch, const std::shared_ptr<lua_State> &lua)
        : PlacedBatch(batch), shared_(lua), lua_(lua.get()) {
        std::string params;
        for (const std::string &param : batch_.params) {
            params += (params.empty() ? "" : ", ") + param;
        }
        for (std::string &text : batch_.expressions) {
            text = replaced(replaced(replaced(text, "&&", " and "), "||", " or "), "!=", "~=");
            text = with_choices(replaced(text, "--", "- -"), " and ", " or ");
            text = names_of_functions + std::string(batch_.has_constants ? names_of_constants : "") +
                   "return function(" + params + ") return " + text + " end";
        }
        functions_.resize(batch_.expressions.size(), LUA_NOREF);
    }

    bool prepare() {
        bool right = true;
        for (std::size_t i = 0; right && i < functions_.size(); ++i) {
            luaL_unref(lua_, LUA_REGISTRYINDEX, functions_[i]);
            right = luaL_dostring(lua_, batch_.expressions[i].c_str()) == 0;
            functions_[i] = luaL_ref(lua_, LUA_REGISTRYINDEX);
        }
        return right && !checked_ ? check() : right;
    }

    auto evaluator() {
        return [this](const double *inputs, double *outputs) {
            for (const int function : functions_) {
                push(function, inputs);
                lua_call(lua_, static_cast<int>(batch_.params.size()), 1);
                *outputs++ = result();
            }
        };
    }

private:
    void push(int function, const double *inputs) {
        lua_rawgeti(lua_, LUA_REGISTRYINDEX, function);
        for (std::size_t i = 0; i < batch_.params.size(); ++i) {
            lua_pushnumber(lua_, inputs[i]);
        }
    }

    double result() {
        const double value = lua_type(lua_, -1) == LUA_TBOOLEAN ? lua_toboolean(lua_, -1) : lua_tonumber(lua_, -1);
        lua_pop(lua_, 1);
        return value;
    }

    // Whether the functions can be called: an error in one ends the program otherwise.
    bool check() {
        bool right = true;
        for (const int function : functions_) {
            push(function, inputs());
            if (lua_pcall(lua_, static_cast<int>(batch_.params.size()), 1, 0) != 0) {
                right = false;
            }
            lua_pop(lua_, 1);
        }
        checked_ = right;
        return right;
    }

    std::shared_ptr<lua_State> shared_; // by all batches
    lua_State *lua_;
    std::vector<int> functions_;
    bool checked_ = false;
};

} // namespace

template <> EnginePointer<float> make_luajit(bool, const std::vector<Batch> &) { return nullptr; }
template <> EnginePointer<double> make_luajit(bool compiled, const std::vector<Batch> &batches) {
    const std::shared_ptr<lua_State> lua(luaL_newstate(), lua_close);
    luaL_openlibs(lua.get());
    luaJIT_setmode(lua.get(), 0, LUAJIT_MODE_ENGINE | (compiled ? LUAJIT_MODE_ON : LUAJIT_MODE_OFF));
    if (luaL_dostring(lua.get(), truths) != 0) {
        return nullptr;
    }
    return engine_of<double, LuaBatch>(batches, lua);
}

} // namespace bench
