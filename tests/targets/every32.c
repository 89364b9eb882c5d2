// No trial of its own: the same as a 32-bit program.
// compiler: -m32
#include "every.c"
