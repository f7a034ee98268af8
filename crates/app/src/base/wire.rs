//! Types of the domain as they cross to the interface: by their stable text, and no other text passes.

use std::fmt;
use std::ops::Deref;

use atelier_domain::{Coded, Identifier};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::{Config, TS};

/// One of a few, by its code: a union of literals in TypeScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T> From<T> for Code<T> {
    fn from(one: T) -> Self {
        Self(one)
    }
}

impl<T: Copy> From<&T> for Code<T> {
    fn from(one: &T) -> Self {
        Self(*one)
    }
}

impl<T> Deref for Code<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq<T> for Code<T> {
    fn eq(&self, other: &T) -> bool {
        self.0 == *other
    }
}

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.to_code())
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(std::marker::PhantomData<T>);

        impl<T: Coded> de::Visitor<'_> for Reader<T> {
            type Value = Code<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a code of {}", T::NAME)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Code<T>, E> {
                let known = T::EVERY.iter().find(|one| one.to_code() == text);
                let known = known.copied().map(Code);
                known.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        from.deserialize_str(Reader(std::marker::PhantomData))
    }
}

impl<T: Coded> TS for Code<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        T::NAME.to_owned()
    }

    fn inline(_: &Config) -> String {
        let codes = T::EVERY.iter().map(|one| format!("{:?}", one.to_code()));
        codes.collect::<Vec<_>>().join(" | ")
    }

    fn decl(config: &Config) -> String {
        format!("type {} = {};", T::NAME, Self::inline(config))
    }
}

/// An identifier: a text in JSON, that of its kind alone in TypeScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<T>(pub T);

/// The identifiers, as the domain has them.
#[must_use]
pub fn own<T>(ids: Vec<Id<T>>) -> Vec<T> {
    ids.into_iter().map(|id| id.0).collect()
}

/// The identifiers, as they cross.
#[must_use]
pub fn shown<'a, T: Clone + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Vec<Id<T>> {
    ids.into_iter().cloned().map(Id).collect()
}

impl<T> From<T> for Id<T> {
    fn from(id: T) -> Self {
        Self(id)
    }
}

impl<T: Clone> From<&T> for Id<T> {
    fn from(id: &T) -> Self {
        Self(id.clone())
    }
}

impl<T> Deref for Id<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq<T> for Id<T> {
    fn eq(&self, other: &T) -> bool {
        self.0 == *other
    }
}

impl<T: fmt::Display> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Identifier> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de, T: Identifier> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(std::marker::PhantomData<T>);

        impl<T: Identifier> de::Visitor<'_> for Reader<T> {
            type Value = Id<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "the text of a {}", T::NAME)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id<T>, E> {
                let id = T::from_text(text).map(Id);
                id.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }

        from.deserialize_str(Reader(std::marker::PhantomData))
    }
}

impl<T: Identifier> TS for Id<T> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        T::NAME.to_owned()
    }

    fn inline(_: &Config) -> String {
        // A text that comes from elsewhere is one of any kind; one kind is not another.
        format!("string & {{ readonly __kind?: {:?} }}", T::NAME)
    }

    fn decl(config: &Config) -> String {
        format!("type {} = {};", T::NAME, Self::inline(config))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use atelier_domain::{Attendance, BadgeId, EvidenceHash, ParticipantId};
    use serde_json::{from_value, json, to_value};

    #[test]
    fn a_code_crosses_as_its_text_and_no_other_text_does() {
        for one in Attendance::ALL {
            let text = to_value(Code(one)).unwrap();
            assert_eq!(text, json!(one.code()));
            assert_eq!(from_value::<Code<Attendance>>(text).unwrap(), one);
        }
        let other = from_value::<Code<Attendance>>(json!("late")).unwrap_err();
        assert!(
            other.to_string().contains("a code of Attendance"),
            "{other}"
        );
    }

    #[test]
    fn it_is_a_union_in_typescript() {
        assert_eq!(
            Code::<Attendance>::decl(&Config::new()),
            r#"type Attendance = "expected" | "present" | "absent";"#
        );
    }

    #[test]
    fn an_identifier_crosses_as_its_text_and_no_other_text_does() {
        let text = "01890a5d-ac96-774b-bcce-b302099a8057";
        let id: Id<ParticipantId> = from_value(json!(text)).unwrap();
        assert_eq!(to_value(id).unwrap(), json!(text));
        let hash = "ab".repeat(32);
        let known: Id<EvidenceHash> = from_value(json!(hash)).unwrap();
        assert_eq!(to_value(known).unwrap(), json!(hash));
        assert!(from_value::<Id<BadgeId>>(json!("communiquer")).is_ok());
        for other in [json!(""), json!("a person"), json!(3)] {
            assert!(from_value::<Id<ParticipantId>>(other.clone()).is_err());
            assert!(from_value::<Id<EvidenceHash>>(other.clone()).is_err());
            assert!(from_value::<Id<BadgeId>>(other).is_err());
        }
    }

    #[test]
    fn one_kind_of_identifier_is_not_another_in_typescript() {
        assert_eq!(
            Id::<ParticipantId>::decl(&Config::new()),
            r#"type ParticipantId = string & { readonly __kind?: "ParticipantId" };"#
        );
    }
}
