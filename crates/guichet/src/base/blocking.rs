//! Work that waits for the disk, away from the threads that answer.

use super::problem::Fault;

/// Runs blocking work on a thread made for it, with what it works on.
pub(crate) async fn blocking<S, T, E>(
    on: &S,
    work: impl FnOnce(&S) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    S: Clone + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    let on = on.clone();
    tokio::task::spawn_blocking(move || work(&on))
        .await
        .map_err(Fault::from)?
}
