# Writes OUTPUT, a C++ file with the text of FILES, names under ROOT joined by `|`. Bytes are written as escapes: no text can then end a
# literal early, and no compiler has an opinion on its encoding.
string(REPLACE "|" ";" files "${FILES}")
list(SORT files)

set(texts "")
set(table "")
set(number 0)
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escapes "${bytes}")
  # Thirty bytes a line; adjacent literals are one.
  string(LENGTH "${escapes}" length)
  set(literals "")
  set(begin 0)
  while(begin LESS length)
    string(SUBSTRING "${escapes}" ${begin} 120 line)
    string(APPEND literals "    \"${line}\"\n")
    math(EXPR begin "${begin} + 120")
  endwhile()
  if(literals STREQUAL "")
    set(literals "    \"\"\n")
  endif()
  string(REGEX REPLACE "\\.carve$" "" path "${file}")
  string(REPLACE "/" "." path "${path}")
  string(APPEND texts "constexpr char kText${number}[] =\n${literals};\n")
  string(APPEND table "    {\"${path}\", \"${file}\", {kText${number}, sizeof kText${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "// Generated from the .carve files of stdlib/ by embed_modules.cmake.
#include \"carveout/stdlib.hpp\"

namespace carveout {
namespace {

${texts}
constexpr StandardModule kModules[] = {
${table}};

}  // namespace

std::span<const StandardModule> standard_modules() noexcept { return kModules; }

}  // namespace carveout
")
