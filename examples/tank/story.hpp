/*
 * What the module tank has to tell of its log: a line whenever an alarm comes or goes, and the totals. Used by the program of this
 * directory and by the firmware example; report.txt is what both must say.
 */
#ifndef TANK_STORY_HPP
#define TANK_STORY_HPP

#include "../report.hpp"
#include "tank.hpp"

namespace tank {

class Story {
public:
    // The results of one evaluation, in order.
    void see(const Params &in, const Results &results) {
        static constexpr struct {
            const char *name;
            float Results::*flag;
        } alarms[] = {{"low", &Results::low},
                      {"high", &Results::high},
                      {"no measurement", &Results::lost},
                      {"leak", &Results::leak}};
        if (samples_ == 0) {
            report_.text("tank     time   alarm                level     volume         loss\n");
        }
        for (const auto &alarm : alarms) {
            if (results.*alarm.flag != before_.*alarm.flag) {
                report_.number(seconds_, 0, 9).text(" s   ").column(alarm.name, 15);
                report_.text(results.*alarm.flag != 0.0F ? "on " : "off").number(results.level, 3, 8).text(" m");
                report_.number(results.volume, 0, 9).text(" l").number(results.loss, 3, 9).text(" l/s\n");
            }
        }
        report_.take(results);
        before_ = results;
        seconds_ += in.dt;
        ++samples_;
    }

    // The text so far, and the totals.
    const char *end() {
        report_.text("  ").number(static_cast<float>(samples_), 0, 0).text(" evaluations: ");
        report_.number(before_.delivered, 1, 0)
            .text(" l delivered, ")
            .number(before_.received, 1, 0)
            .text(" l received, ");
        report_.number(before_.volume, 1, 0).text(" l there, ").number(before_.dropouts, 0, 0).text(" dropouts\n");
        report_.text("  digest of all results ").hex(report_.digest()).text("\n");
        return report_.c_str();
    }

private:
    Report report_;
    Results before_{};
    float seconds_ = 0;
    std::uint32_t samples_ = 0;
};

} // namespace tank

#endif
