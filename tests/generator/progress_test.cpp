// The line that says how far a long run is.
#include "progress.hpp"

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

TEST(Progress, Line) {
    struct Row {
        std::optional<size_t> total;
        size_t bytes;
        size_t rows;
        double seconds;
        size_t width;
        const char *line;
    };
    for (const Row &row : {
             Row{2'000'000'000, 500'000'000, 12'345'678, 10, 79,
                 "[=========                            ]  25 % of 2.0 GB, 1.2 Mrows/s, 0:30 left"},
             {2'000'000'000, 500'000'000, 12'345'678, 10, 200,
              "[==========                              ]  25 % of 2.0 GB, 1.2 Mrows/s, 0:30 left"},
             {2'000'000'000, 500'000'000, 12'345'678, 10, 50, " 25 % of 2.0 GB, 1.2 Mrows/s, 0:30 left"},
             {2'000'000'000, 500'000'000, 12'345'678, 10, 10, " 25 % of 2"},
             {12'345, 12'345, 7, 0.5, 60, "[=====================] 100 % of 12 kB, 14 rows/s, 0:00 left"},
             {12'345, 99'999, 7, 0.5, 60, "[=====================] 100 % of 12 kB, 14 rows/s, 0:00 left"}, // it grew
             {999'999, 1, 0, 20, 40, "  0 % of 1.0 MB, 0 rows/s, 5555:32:40 le"},
             {1000, 0, 0, 1, 40, "[          ]   0 % of 1.0 kB, 0 rows/s, "},
             {0, 0, 0, 0, 40, "100 % of 0 B, 0 rows/s, 0:00 left"},
             {std::nullopt, 999, 12, 2, 79, "12 rows, 999 B, 6 rows/s"},
             {std::nullopt, 123'456'789'012, 999'600, 0.1, 79, "1.0 Mrows, 123 GB, 10 Mrows/s"},
         }) {
        EXPECT_EQ(progress_line(row.total, row.bytes, row.rows, row.seconds, row.width), row.line);
    }
}

} // namespace
