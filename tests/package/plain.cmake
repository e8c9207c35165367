# No CMake of behalf at all: its include folder with -I, so that its warnings count, Eigen's and Boost's.
target_include_directories(program PRIVATE ${SOURCE}/include)
target_include_directories(program SYSTEM PRIVATE ${EIGEN_INCLUDE} ${BOOST_INCLUDE})
target_compile_features(program PRIVATE cxx_std_20)
target_compile_options(program PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
