//! A guichet at the other end: what can be asked of it.

use atelier_protocol::{
    EnrolmentAnswer, EnrolmentRequest, ExchangeAnswer, ExchangeRequest, MAX_EXCHANGE_BYTES,
    PROTOCOL_VERSION, Pong, ProblemCode, RecordHash, headers,
};
use bytes::Bytes;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Url, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer::{Answer, send};
use super::{DeviceToken, GuichetAddress, Patience, install_tls};
use crate::classify::Expected;
use crate::failure::Failure;

/// Most bytes of an answer that is not an exchange's.
pub(super) const SMALL: usize = 64 * 1024;

/// The client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupProblem {
    /// The token holds characters that no guichet gives.
    #[error("the device token cannot be sent")]
    Token,
    /// The HTTP library or the system's certificates.
    #[error("the network client cannot be made")]
    Client(#[source] reqwest::Error),
}

/// A guichet, as seen by one device. Cheap to clone; one instance keeps its connections open between requests.
#[derive(Clone)]
pub struct Guichet {
    pub(super) address: GuichetAddress,
    pub(super) patience: Patience,
    client: Client,
    authorization: Option<HeaderValue>,
}

impl std::fmt::Debug for Guichet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guichet")
            .field("address", &self.address.to_string())
            .finish_non_exhaustive()
    }
}

impl Guichet {
    /// A client for this address; without a token, only [`Guichet::ping`] and [`Guichet::enrol`] can succeed.
    ///
    /// # Errors
    /// [`SetupProblem`] when the token cannot be sent or the client cannot be made.
    pub fn new(
        address: GuichetAddress,
        token: Option<&DeviceToken>,
        patience: Patience,
    ) -> Result<Self, SetupProblem> {
        install_tls();
        let authorization = match token {
            None => None,
            Some(token) => {
                let mut value = HeaderValue::try_from(format!("Bearer {}", token.reveal()))
                    .map_err(|_| SetupProblem::Token)?;
                value.set_sensitive(true);
                Some(value)
            }
        };
        let mut builder = Client::builder()
            .user_agent(concat!("atelier-badges/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(patience.connect)
            .pool_idle_timeout(std::time::Duration::from_secs(20))
            .https_only(!address.is_local());
        // A line that is dead is noticed by the system long before a slow one could be suspected of it.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            builder = builder.tcp_user_timeout(patience.stall);
        }
        if address.is_local() {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(SetupProblem::Client)?;
        Ok(Self {
            address,
            patience,
            client,
            authorization,
        })
    }

    /// Where it is.
    #[must_use]
    pub const fn address(&self) -> &GuichetAddress {
        &self.address
    }

    /// « Is it really you? »
    ///
    /// # Errors
    /// [`Failure::CaptivePortal`] when something else answers; else any [`Failure`] of the connection or the guichet.
    pub async fn ping(&self) -> Result<Pong, Failure> {
        let request = self.request(Method::GET, self.address.at(headers::PATH_PING));
        let answer = send(request, None, &self.patience, SMALL).await?;
        answer.classify(&self.address, Expected::Json)?;
        let Ok(pong) = serde_json::from_slice::<Pong>(&answer.body) else {
            return Err(Failure::CaptivePortal);
        };
        if pong.service != Pong::SERVICE {
            return Err(Failure::CaptivePortal);
        }
        same_protocol(pong.protocol)?;
        Ok(pong)
    }

    /// Exchanges INAÉ's one-time code for a device token. `device_name` is how the structure calls this computer.
    ///
    /// # Errors
    /// [`Failure::Refused`] with [`ProblemCode::EnrolmentCode`] for a wrong code; else any [`Failure`].
    pub async fn enrol(&self, code: &str, device_name: &str) -> Result<EnrolmentAnswer, Failure> {
        let ask = EnrolmentRequest {
            protocol: PROTOCOL_VERSION,
            code: code.to_owned(),
            device_name: device_name.to_owned(),
        };
        let answer: EnrolmentAnswer = self.post(headers::PATH_ENROL, &ask, SMALL).await?;
        same_protocol(answer.protocol)?;
        if answer.device_token.is_empty() {
            return Err(Failure::ProtocolMismatch);
        }
        Ok(answer)
    }

    /// One exchange. Of the answer, only what concerns the records sent is kept: receipts that cover one of them exactly,
    /// evidence that one of them names.
    ///
    /// # Errors
    /// [`Failure::NotAReceipt`] when receipts came and none covers a record sent; else any [`Failure`].
    pub async fn exchange(&self, ask: &ExchangeRequest) -> Result<ExchangeAnswer, Failure> {
        let mut answer: ExchangeAnswer = self
            .post(headers::PATH_SYNC, ask, MAX_EXCHANGE_BYTES)
            .await?;
        same_protocol(answer.protocol)?;
        let claimed = answer.receipts.len();
        answer
            .receipts
            .retain(|receipt| ask.records.iter().any(|record| receipt.covers(record)));
        if answer.receipts.len() < claimed {
            tracing::warn!(
                claimed,
                kept = answer.receipts.len(),
                "receipts that cover nothing sent"
            );
            if answer.receipts.is_empty() {
                return Err(Failure::NotAReceipt);
            }
        }
        answer.missing.retain(|hash| names(ask, hash));
        Ok(answer)
    }

    /// A request that carries who asks and the versions spoken.
    pub(super) fn request(&self, method: Method, url: Url) -> RequestBuilder {
        let request = self.client.request(method, url);
        match &self.authorization {
            Some(value) => request.header(AUTHORIZATION, value.clone()),
            None => request,
        }
    }

    async fn post<A: Serialize, B: DeserializeOwned>(
        &self,
        path: &str,
        ask: &A,
        most: usize,
    ) -> Result<B, Failure> {
        let body = serde_json::to_vec(ask).map_err(|_| Failure::ProtocolMismatch)?;
        if body.len() > MAX_EXCHANGE_BYTES {
            return Err(Failure::refused(ProblemCode::TooLarge));
        }
        let request = self
            .request(Method::POST, self.address.at(path))
            .header(CONTENT_TYPE, headers::JSON)
            .header(ACCEPT, headers::JSON);
        let answer: Answer = send(request, Some(Bytes::from(body)), &self.patience, most).await?;
        answer.classify(&self.address, Expected::Json)?;
        serde_json::from_slice(&answer.body).map_err(|_| Failure::ProtocolMismatch)
    }
}

fn same_protocol(theirs: u32) -> Result<(), Failure> {
    if theirs == PROTOCOL_VERSION {
        Ok(())
    } else {
        Err(Failure::refused(ProblemCode::ProtocolVersion))
    }
}

fn names(ask: &ExchangeRequest, hash: &RecordHash) -> bool {
    ask.records
        .iter()
        .flat_map(|record| record.evidence())
        .any(|evidence| evidence.sha256 == *hash)
}
