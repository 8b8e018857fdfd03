"""Search without a server: an index of 2-grams and the texts themselves, as script files that one page asks for."""
