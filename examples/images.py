"""Draw what models find in images: python examples/images.py cat.jpg street.jpg

Each image gets a page next to it, such as ``cat.html``, with its boxes, masks, depth and labels.
"""

import sys
from pathlib import Path

import inferwire
from inferwire import InferenceClient

OBJECTS = "facebook/detr-resnet-50"
SEGMENTS = "mattmdjaga/segformer_b2_clothes"
LABELS = "google/vit-base-patch16-224"


def main(paths: list[str]) -> None:
    with InferenceClient(provider="hf-inference") as client:
        for path in map(Path, paths):
            objects = client.object_detection(path, model=OBJECTS, threshold=0.5)
            segments = client.image_segmentation(path, model=SEGMENTS)
            labels = client.image_classification(path, model=LABELS, top_k=5)
            inferwire.draw(path, segments).save(path.with_suffix(".segments.png"))
            inferwire.show(objects, image=path).save(path.with_suffix(".html"))
            found = ", ".join(sorted({each.label for each in objects})) or "no objects"
            print(f"{path.name}: {labels[0].label} ({labels[0].score:.0%}); {found}")


if __name__ == "__main__":
    main(sys.argv[1:])
