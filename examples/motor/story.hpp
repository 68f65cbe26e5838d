/*
 * What the module motor has to tell of its run: a line every quarter of a second and whenever the supply begins or ceases to limit it.
 * Used by the program of this directory and by the firmware example; report.txt is what both must say.
 */
#ifndef MOTOR_STORY_HPP
#define MOTOR_STORY_HPP

#include "../report.hpp"
#include "motor.hpp"

namespace motor {

class Story {
public:
    // The results of one evaluation, in order.
    void see(const Results &results) {
        if (milliseconds_ == 0) {
            report_.text("motor    time   set point         speed         voltage\n");
        }
        const bool changed = results.limited != before_.limited;
        if (changed || milliseconds_ % 250 == 0) {
            report_.number(static_cast<float>(milliseconds_), 0, 9)
                .text(" ms")
                .number(results.setpoint, 1, 9)
                .text(" rad/s");
            report_.number(results.speed, 1, 8).text(" rad/s").number(results.voltage, 2, 8).text(" V");
            report_.text(!changed ? "\n" : results.limited != 0.0F ? "   limited from here\n" : "   no more\n");
        }
        report_.take(results);
        before_ = results;
        ++milliseconds_;
    }

    // The text so far, and the totals.
    const char *end() {
        report_.text("  ").number(static_cast<float>(milliseconds_), 0, 0).text(" evaluations: ");
        report_.number(before_.travel, 2, 0).text(" turns, at most ").number(before_.peak, 1, 0).text(" rad/s, ");
        report_.number(before_.starts, 0, 0).text(" start\n  digest of all results ").hex(report_.digest()).text("\n");
        return report_.c_str();
    }

private:
    Report report_;
    Results before_{};
    std::uint32_t milliseconds_ = 0;
};

} // namespace motor

#endif
