# cmake --install: the tool with what it reads, the headers, the run time as source, and the CMake package. The layout is
# fixed, for the tool finds share/ and include/ from where it lies itself.
include(CMakePackageConfigHelpers)

set(abax_package_dir lib/cmake/Abax)
configure_package_config_file(cmake/AbaxConfig.cmake.in "${Abax_BINARY_DIR}/package/AbaxConfig.cmake"
    INSTALL_DESTINATION ${abax_package_dir} NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Sources are for any processor. While the version begins with 0, a minor version may break things.
write_basic_package_version_file("${Abax_BINARY_DIR}/package/AbaxConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

if(ABAX_BUILD_TOOL)
    install(TARGETS abax RUNTIME DESTINATION bin)
endif()
install(DIRECTORY include/abax DESTINATION include)
install(DIRECTORY runtime generator/templates DESTINATION share/abax)
install(FILES generator/render.py LICENSE DESTINATION share/abax)
install(DIRECTORY "${Abax_BINARY_DIR}/package/" DESTINATION ${abax_package_dir})
install(FILES
    cmake/AbaxGenerate.cmake
    cmake/AbaxHostTool.cmake
    cmake/AbaxModule.cmake
    cmake/AbaxPython.cmake
    cmake/AbaxRuntime.cmake
    cmake/AbaxStamp.cmake
    cmake/arm-none-eabi.cmake
    DESTINATION ${abax_package_dir})
