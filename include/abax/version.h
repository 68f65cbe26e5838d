/*
 * The version of Abax, in one place: the build, the tool, the package and CHANGELOG.md follow this file.
 * Versions are semantic (https://semver.org). The version of the table format is a different thing: see format.h.
 */
#ifndef ABAX_VERSION_H
#define ABAX_VERSION_H

#define ABAX_VERSION_MAJOR 0
#define ABAX_VERSION_MINOR 1
#define ABAX_VERSION_PATCH 0
#define ABAX_VERSION "0.1.0"

#endif
