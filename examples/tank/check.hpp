/* What tank.toml must have found in the log, by another calculation: see check.cpp. */
#ifndef CHECK_HPP
#define CHECK_HPP

#include <vector>

#include "simulation.hpp"
#include "tank.hpp"

struct Sample {
    simulation::Readings readings; // what the firmware got
    tank::Results results;         // what it made of it
    double level;                  // what is true: m
    double received;               // l since the start, as the next two
    double delivered;
    double lost;
};

/* Writes what is wrong, or by how much the results are off at most, to standard error. Gives whether all is well. */
bool check(const std::vector<Sample> &samples);

#endif
