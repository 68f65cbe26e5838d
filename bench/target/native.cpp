// What an engineer would write for each row, over the same structures as the generated functions.
#include "native.hpp"

#include <cmath>
#include <cstring>

void native_linear(linear::Instance &i) {
    const linear::Params &in = i.params;
    i.results.y = in.a + in.b * in.c - in.d / in.e;
}

void native_norm(norm::Instance &i) {
    const norm::Params &in = i.params;
    i.results.r = std::sqrt(in.x * in.x + in.y * in.y);
}

void native_steinhart(steinhart::Instance &i) {
    const float l = std::log(i.params.r);
    i.results.t = 1.0F / (1.129148e-3F + 2.34125e-4F * l + 8.76741e-8F * (l * l * l)) - 273.15F;
}

void native_conditional(conditional::Instance &i) {
    const conditional::Params &in = i.params;
    i.results.r = in.a > in.b && in.c < in.d ? in.a * in.x + in.y : in.b * in.x - in.y;
}

void native_horner(horner::Instance &i) {
    const float x = i.params.x;
    i.results.y = ((((0.5F * x + 1.5F) * x - 2.5F) * x + 3.5F) * x - 4.5F) * x + 5.5F;
}

void native_seven(seven::Instance &i) {
    const seven::Params &in = i.params;
    seven::Results &out = i.results;
    out.r1 = in.a + in.b * in.c - in.d / in.e;
    out.r2 = std::sqrt(in.x * in.x + in.y * in.y);
    out.r3 = (in.a + in.b) / 2.0F;
    out.r4 = in.a * in.b + in.c * in.d;
    out.r5 = in.a * 1.8F + 32.0F;
    out.r6 = in.a > 5.0F && in.b < 10.0F ? in.c : in.d;
    out.r7 = std::fabs(in.a - in.b) * in.x;
}

// What has a memory keeps the same promises as Abax does (docs/language.md): a NaN is not kept, nor an infinity that would never be
// left again. The state stays where the generated function has it.
void native_average(average::Instance &i) {
    float &last = i.states_[0];
    const float x = i.params.x;
    const float alpha = i.params.a;
    float y = last + alpha * (x - last);
    if (std::isfinite(y)) {
        last = y;
    } else if (!std::isnan(y)) {
        last = NAN;
    } else if (!std::isnan(x) && !std::isnan(alpha)) { // the first value, or one after an infinity
        y = x;
        last = std::isfinite(y) ? y : NAN;
    }
    i.results.y = y;
}

void native_thermostat(thermostat::Instance &i) {
    float &on = i.states_[0];
    if (i.params.x > i.params.b) {
        on = 1.0F;
    } else if (i.params.x < i.params.a) {
        on = 0.0F;
    }
    i.results.y = on;
}

namespace {

template <class Instance> void native_debounce(Instance &i) {
    float &stable = i.states_[0];
    if (!std::isnan(i.params.x)) {
        const float now = i.params.x != 0.0F ? 1.0F : 0.0F;
        std::uint32_t count = 0;
        if (now != stable) {
            std::memcpy(&count, &i.states_[1], sizeof count);
            if (static_cast<float>(++count) >= i.params.a) {
                stable = now;
                count = 0;
            }
        }
        std::memcpy(&i.states_[1], &count, sizeof count);
    }
    i.results.y = stable;
}

} // namespace

void native_button(button::Instance &i) { native_debounce(i); }
void native_bouncing(bouncing::Instance &i) { native_debounce(i); }

void native_controller(controller::Instance &i) {
    const controller::Params &in = i.params;
    float &integral = i.states_[0];
    float &last = i.states_[1];
    float &excess = i.states_[2]; // what was added to the integral too much
    const float p = in.b * in.x;
    const float growth = in.c * in.x * in.a;
    const float part = growth - excess;
    float next = integral + part;
    float next_excess = (next - integral) - part;
    float u = p + next;
    if (!std::isnan(last) && in.a != 0.0F) {
        u += in.d * ((in.x - last) / in.a);
    }
    if (!std::isnan(u)) {
        if (u >= in.f || u <= in.e) {
            const bool above = u >= in.f;
            u = above ? in.f : in.e;
            if (above ? growth > 0.0F : growth < 0.0F) { // it would wind up
                next = integral;
                next_excess = excess;
            }
        }
        if (in.e == in.f) { // by hand: the integral follows
            next = u - p;
            next_excess = 0.0F;
        }
        if (std::isfinite(next) && std::isfinite(in.x)) {
            integral = next;
            last = in.x;
            excess = std::isfinite(next_excess) ? next_excess : 0.0F;
        }
    }
    i.results.y = u;
}

void native_batch(batch::Instance &i) {
    const batch::Params &in = i.params;
    batch::Results &out = i.results;
    const float a = in.a, b = in.b, c = in.c, d = in.d, e = in.e, f = in.f, g = in.g, h = in.h, j = in.j;
    const float ae = a - e, bf = b - f;
    out.vibration =
        a * std::sin(b * 3.14159F / 180.0F) + c * std::cos(d * 3.14159F / 180.0F) + std::sqrt(e * e + f * f);
    out.growth = std::exp(g / 10.0F) * std::log(h + 1.0F) + std::pow(in.i, 0.5F) * j;
    out.limits = (a > 5.0F && b < 10.0F ? 1.0F : 0.0F) * c + (d >= e || f != g ? 1.0F : 0.0F) * h + std::min(in.i, j);
    out.bearing = std::sqrt(ae * ae + bf * bf) + std::atan2(c - g, d - h) * (in.i + j) / 2.0F;
    out.balance = std::fabs(a - b) * static_cast<float>((c > d) - (c < d)) + std::max(e, f) * std::min(g, h) +
                  std::fmod(in.i * j, 10.0F);
    out.wave = (a + b + c) / 3.0F * std::sin((d + e + f) * 3.14159F / 6.0F) + std::log10(g * h + 1.0F) -
               std::exp(-in.i * j / 100.0F);
    out.total = a + b * c - d / (e + 0.001F) + std::pow(f, g) * h - in.i + j;
}
