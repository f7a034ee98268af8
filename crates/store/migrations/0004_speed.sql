-- What the home screen counts and lists on a large store: requests of a state since a day, and those of each person.
DROP INDEX badge_request_state;
CREATE INDEX badge_request_state ON badge_request (state, updated_at);
DROP INDEX badge_request_participant;
CREATE INDEX badge_request_participant ON badge_request (participant_id, state, updated_at);
