"""What the program reaches: how right it is, on labelled documents and on questions."""
