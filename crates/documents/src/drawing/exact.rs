//! What the operators of a page draw exactly as a browser does; all else is drawn as pixels.

use usvg::{
    BlendMode, ClipPath, Group, ImageKind, LineJoin, Node, Opacity, Paint, Path, Transform,
};

/// Whether a node, leaving aside what is inside it, is drawn exactly by operators.
pub(super) fn is_exact(node: &Node) -> bool {
    weighed(node).exact
}

/// What a node is for the operators, in one look at all that is inside it.
struct Weighed {
    exact: bool,
    /// How many things it paints, one after another.
    marks: usize,
}

fn weighed(node: &Node) -> Weighed {
    let (exact, marks) = match node {
        Node::Group(group) => return weighed_group(group),
        // The outlines of its letters.
        Node::Text(text) => return weighed_group(text.flattened()),
        Node::Path(path) => {
            let marks = usize::from(path.fill().is_some()) + usize::from(path.stroke().is_some());
            (is_exact_path(path), marks)
        }
        Node::Image(image) => match image.kind() {
            ImageKind::PNG(_) | ImageKind::JPEG(_) => (true, 1),
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => (false, 1),
        },
    };
    Weighed {
        exact,
        marks: if exact { marks } else { 1 },
    }
}

fn weighed_group(group: &Group) -> Weighed {
    let marks = group
        .children()
        .iter()
        .map(|node| weighed(node).marks)
        .sum();
    let clipped = group.clip_path().is_none_or(|clip| outline(clip).is_some());
    let plain = group.mask().is_none()
        && group.filters().is_empty()
        && group.blend_mode() == BlendMode::Normal;
    // Of several things that lie over one another, each would show through the other.
    let even = group.opacity() == Opacity::ONE || marks < 2;
    let apart = !group.should_isolate() || !blends(group);
    let exact = clipped && plain && even && apart;
    Weighed {
        exact,
        marks: if exact { marks } else { 1 },
    }
}

fn is_exact_path(path: &Path) -> bool {
    let plain = |paint: &Paint| match paint {
        Paint::Color(_) => true,
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => false,
    };
    let filled = path.fill().is_none_or(|fill| plain(fill.paint()));
    let stroked = path.stroke().is_none_or(|stroke| {
        let joined = match stroke.linejoin() {
            LineJoin::Miter | LineJoin::Round | LineJoin::Bevel => true,
            LineJoin::MiterClip => false,
        };
        joined && plain(stroke.paint())
    });
    filled && stroked
}

/// Whether something in a group is drawn only with the group: what is mixed with what lies under it, and a line that has no
/// box of its own to be drawn in.
pub(super) fn blends(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Group(inner) => {
            inner.blend_mode() != BlendMode::Normal || (!inner.should_isolate() && blends(inner))
        }
        Node::Path(path) => node.abs_layer_bounding_box().is_none() && !is_exact_path(path),
        Node::Image(_) | Node::Text(_) => false,
    })
}

/// What a clip lets through.
pub(super) enum Outline<'a> {
    Nothing,
    Of(&'a Path, Transform),
}

/// The outline of a clip that is one path. The outlines of several would have to be made one.
pub(super) fn outline(clip: &ClipPath) -> Option<Outline<'_>> {
    if clip.clip_path().is_some() {
        return None;
    }
    let mut found = Outline::Nothing;
    only_path(clip.root(), clip.transform(), &mut found).then_some(found)
}

fn only_path<'a>(group: &'a Group, at: Transform, found: &mut Outline<'a>) -> bool {
    group.children().iter().all(|node| match node {
        Node::Group(inner) => {
            inner.clip_path().is_none() && only_path(inner, at.pre_concat(inner.transform()), found)
        }
        Node::Path(path) if path.is_visible() && path.fill().is_some() => {
            let first = matches!(found, Outline::Nothing);
            *found = Outline::Of(path, at);
            first
        }
        // Pixels clip nothing.
        Node::Path(_) | Node::Image(_) => true,
        Node::Text(_) => false,
    })
}
