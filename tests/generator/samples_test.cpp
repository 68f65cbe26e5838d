// Inputs to try: both ends and all corners, nothing outside, numbers of f32, no holes.
#include "samples.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace {

using namespace abax::host;

void expect_inside(const Rows &rows, const std::vector<Range> &ranges) {
    ASSERT_EQ(rows.width, ranges.size());
    for (size_t i = 0; i < rows.size(); i++) {
        for (size_t j = 0; j < ranges.size(); j++) {
            EXPECT_GE(rows[i][j], ranges[j].min);
            EXPECT_LE(rows[i][j], ranges[j].max);
            EXPECT_EQ(rows[i][j], static_cast<double>(static_cast<float>(rows[i][j])));
        }
    }
}

TEST(Samples, EveryCountOfAConverter) {
    const Rows rows = spread_rows({{0, 4095}}, 4096);
    ASSERT_EQ(rows.size(), 4096U);
    for (size_t i = 0; i < rows.size(); i++) {
        EXPECT_EQ(rows[i][0], static_cast<double>(i));
    }
}

TEST(Samples, BothEnds) {
    for (const Range &range : {Range{-0.25, 1000.5}, Range{5, 5}, Range{-0x1p127, 0x1p127}}) {
        const Rows rows = spread_rows({range}, 65);
        expect_inside(rows, {range});
        ASSERT_EQ(rows.size(), 65U);
        EXPECT_EQ(rows[0][0], range.min);
        EXPECT_EQ(rows[64][0], range.max);
    }
}

TEST(Samples, AllCornersOfAFew) {
    for (size_t dimensions = 2; dimensions <= 6; dimensions++) {
        const std::vector<Range> ranges(dimensions, Range{-1, 3});
        const Rows rows = spread_rows(ranges, 100);
        expect_inside(rows, ranges);
        ASSERT_EQ(rows.size(), 100U);
        std::set<std::vector<double>> corners;
        for (size_t i = 0; i < rows.size(); i++) {
            if (std::all_of(rows[i].begin(), rows[i].end(), [](double x) { return x == -1 || x == 3; })) {
                corners.insert({rows[i].begin(), rows[i].end()});
            }
        }
        EXPECT_EQ(corners.size(), size_t{1} << dimensions);
    }
    const Rows few = spread_rows(std::vector<Range>(16, Range{0, 1}), 64);
    EXPECT_EQ(few.size(), 64U);
}

// Each of 16 times 16 squares, and each of 512 pieces of either range, has an input.
TEST(Samples, NoHoles) {
    const Rows rows = spread_rows({{0, 1}, {0, 1}}, 4096);
    std::set<std::pair<int, int>> squares;
    std::set<int> pieces[2];
    for (size_t i = 0; i < rows.size(); i++) {
        squares.emplace(static_cast<int>(rows[i][0] * 16), static_cast<int>(rows[i][1] * 16));
        pieces[0].insert(static_cast<int>(rows[i][0] * 512));
        pieces[1].insert(static_cast<int>(rows[i][1] * 512));
    }
    EXPECT_GE(squares.size(), 256U);
    EXPECT_GE(pieces[0].size(), 512U);
    EXPECT_GE(pieces[1].size(), 512U);
}

TEST(Samples, NearAnInput) {
    const std::vector<Range> ranges = {{0, 100}, {-1, 1}};
    const Rows rows = rows_near(ranges, std::vector<double>{50, -1}, 0.01, 64);
    expect_inside(rows, ranges);
    ASSERT_EQ(rows.size(), 64U);
    std::set<double> first;
    for (size_t i = 0; i < rows.size(); i++) {
        EXPECT_NEAR(rows[i][0], 50, 1.0001);
        EXPECT_LE(rows[i][1], -0.9799);
        first.insert(rows[i][0]);
    }
    EXPECT_EQ(first.size(), 64U);
    EXPECT_LT(*first.begin(), 49.2);
    EXPECT_GT(*first.rbegin(), 50.8);
}

TEST(Samples, BreakpointsTheirNeighboursAndWhatLiesBetween) {
    const Rows rows = rows_at({{0, 10}}, {-5, 1, 3, 20}, 100);
    expect_inside(rows, {{0, 10}});
    const std::vector<double> found(rows.numbers);
    const auto after = static_cast<double>(std::nextafterf(3, 4));
    const auto before = static_cast<double>(std::nextafterf(3, 2));
    for (const double wanted : {1.0, 2.0, 3.0, after, before}) {
        EXPECT_NE(std::find(found.begin(), found.end(), wanted), found.end()) << wanted;
    }
    EXPECT_EQ(found.size(), 7U); // 1 and 3 with their neighbours, and 2; -2, 11.5 and the others lie outside
    const Rows fewer = rows_at({{0, 10}, {0, 20}}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 16);
    EXPECT_EQ(fewer.size(), 16U);
    EXPECT_EQ(rows_at({{0, 10}}, {}, 16).size(), 0U);
}

} // namespace
