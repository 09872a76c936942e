"""View results: boxes, masks and depth drawn on their image, and views for notebooks and files. Requires Pillow."""
