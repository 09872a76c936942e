"""Look at results: boxes, masks and depth on their image, and views for notebooks and files. Needs Pillow."""
