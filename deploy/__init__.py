"""What brings Sequelwatch to machines, and what is written about it: the rehearsal of the image, the references."""
