//! The server itself: until the order to stop, and a little longer.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::FromRef;
use tokio::net::TcpListener;

use crate::base::desk::Desk;
use crate::maintenance::purge_regularly;
use crate::router::router;
use crate::state::Guichet;
use crate::uploads::Uploads;

/// After the order to stop, how long requests under way may take.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `shutdown` ends, then lets requests under way finish for a few seconds.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    guichet: Guichet,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    let order = async move {
        shutdown.await;
        stopping.send_replace(true);
        // Kept open so that waiting for it never ends by itself.
        std::future::pending::<()>().await;
    };
    let mut graceful = stopped.clone();
    let purge = purge_regularly(Desk::from_ref(&guichet), Uploads::from_ref(&guichet));
    let app = router(guichet).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = graceful.wait_for(|stop| *stop).await;
    });
    let mut late = stopped;
    let too_long = async move {
        let _ = late.wait_for(|stop| *stop).await;
        tokio::time::sleep(GRACE).await;
    };
    let order = tokio::spawn(order);
    let purge = tokio::spawn(purge);
    let result = tokio::select! {
        result = server => result,
        () = too_long => Ok(()),
    };
    purge.abort();
    order.abort();
    result
}
