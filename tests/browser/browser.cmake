# Tests in a browser, label browser: every figure as a Vega-Lite specification is rendered by npm's vega-lite, and every
# report is opened in headless Chromium, light and dark, wide and narrow. Pictures are kept in ${browser}/pictures.

set(browser ${CMAKE_CURRENT_BINARY_DIR}/browser)
find_program(BEHALF_NODE NAMES node nodejs REQUIRED)
find_program(BEHALF_NPM NAMES npm REQUIRED)
find_program(BEHALF_CHROMIUM NAMES chromium chromium-browser google-chrome REQUIRED)

# Node looks for packages beside the script that asks for them.
foreach(file IN ITEMS package.json render_figures.mjs open_reports.mjs)
  configure_file(browser/${file} ${browser}/${file} COPYONLY)
endforeach()

add_executable(behalf.browser.pictures browser/pictures.cpp)
target_link_libraries(behalf.browser.pictures PRIVATE behalf_developer behalf::io)
target_include_directories(behalf.browser.pictures PRIVATE ${PROJECT_SOURCE_DIR}/examples)

set(scenarios ${PROJECT_SOURCE_DIR}/examples/scenarios)
add_test(NAME browser.install WORKING_DIRECTORY ${browser}
  COMMAND ${BEHALF_NPM} install --ignore-scripts --no-audit --no-fund --no-package-lock --prefer-offline)
add_test(NAME browser.pictures COMMAND behalf.browser.pictures ${browser}/pictures
  ${scenarios}/assistant.json ${scenarios}/web_of_delegation.json)
add_test(NAME browser.figures COMMAND ${BEHALF_NODE} ${browser}/render_figures.mjs ${browser}/pictures)
add_test(NAME browser.reports COMMAND ${BEHALF_NODE} ${browser}/open_reports.mjs ${browser}/pictures ${BEHALF_CHROMIUM})

set_tests_properties(browser.install browser.pictures browser.figures browser.reports PROPERTIES
  LABELS browser TIMEOUT 600)
set_tests_properties(browser.install PROPERTIES FIXTURES_SETUP browser.packages)
set_tests_properties(browser.pictures PROPERTIES FIXTURES_SETUP browser.pictures)
set_tests_properties(browser.figures browser.reports PROPERTIES FIXTURES_REQUIRED "browser.packages;browser.pictures")
