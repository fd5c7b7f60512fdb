#!/bin/sh
# deploy/slim.sh FOLDER: take out of an environment what Sequelwatch never runs, and what only debuggers and compilers
# read. The licences stay. The image is made with it; nothing else is.
set -eu
cd "$1"

# Tests and samples; sources in C, headers and Windows' programs; types, which Python does not read; what only pip reads.
find . -depth -type d '(' -name test -o -name tests -o -name testing -o -name sample_data -o -path '*/lxml/includes' ')' \
  -exec rm -rf '{}' ';'
find . -type f '(' -name '*.c' -o -name '*.h' -o -name '*.pyx' -o -name '*.px[di]' -o -name '*.pyi' -o -name '*.dll' ')' \
  -delete
find . -path '*.dist-info/*' '(' -name RECORD -o -name WHEEL -o -name INSTALLER -o -name top_level.txt ')' -delete

# Words in other languages than our own; one copy of the time zones, where there are two.
find . -path '*/babel/locale-data/*.dat' ! -name root.dat ! -name 'en*' ! -name 'de*' -delete
for zones in $(find . -type d -path '*/pytz/zoneinfo'); do
  rm -r "$zones"
  ln -s ../tzdata/zoneinfo "$zones"
done

# Parts that others load when they are asked for, and we never ask: colours for five hundred programming languages,
# AVIF pictures, windows on a screen, comparing pages, objects out of XML, zstd by another way than Python's own, and
# comparing thousands of words at once.
find . -path '*/pygments/lexers/*.py' ! -name '__init__.py' ! -name '_mapping.py' ! -name python.py -delete
find . -type f '(' -path '*/PIL/_avif.*' -o -path '*/pillow.libs/libavif*' -o -path '*/PIL/_*tk*' \
  -o -path '*/lxml/html/*diff*' -o -path '*/lxml/objectify.*' -o -path '*/zstandard/_cffi.*' \
  -o -path '*/rapidfuzz/*_avx2.*' ')' -delete

# What is left of the symbols; dynamic linking has its own.
find . -type f -name '*.so*' -exec strip --strip-unneeded '{}' +
