#ifndef BEHALF_EXAMPLES_DATA_FOLDER_HPP
#define BEHALF_EXAMPLES_DATA_FOLDER_HPP

#include <cstdlib>
#include <iostream>
#include <string>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

/// The folder of a real data set: below the one the examples were configured with, else below the one that the environment
/// names. Where there is neither, says so and ends the program well.
[[nodiscard]] inline std::string data_folder(const std::string& set) {
  std::string folder = BEHALF_DATA_DIR;
  const char* const named = std::getenv("BEHALF_DATA_DIR");
  if (folder.empty() && named != nullptr) folder = named;
  if (folder.empty()) {
    std::cout << "SKIPPED: there is no folder of data; BEHALF_DATA_DIR may name one\n";
    std::exit(0);
  }
  return folder + '/' + set;
}

#endif  // BEHALF_EXAMPLES_DATA_FOLDER_HPP
