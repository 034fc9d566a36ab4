// Activities that move the body. Each names the concept of the OpenActive Activity List (openactive.io/activity-list, CC BY 4.0, OpenActive)
// that stands for it (docs/decisions/0017): its label and its identifier there. What young people call it is ours.
// Columns: group | id | label | what else people type | OpenActive's label | OpenActive's identifier.
import { type Activity, list, PhysicalGroup, rows } from './activity.ts'

const table = `
team | football | Football | footy, soccer, kickabout, five a side, 5 a side, 7 a side, 11 a side, astro, goalkeeping | Football | 0a5f732d-e806-4e51-ad40-0a7de0239c8c
team | futsal | Futsal | indoor football | Futsal | 1de4c90e-6a27-4bc4-a2be-437a443c7ded
team | walking-football | Walking football | | Walking Football | b8019b67-2ade-406f-a012-91a5c3869652
team | basketball | Basketball | bball, ball, hoops, shooting hoops, streetball, 3x3 | Basketball | e09776e6-f1b4-421b-b667-5c5913cf97aa
team | wheelchair-basketball | Wheelchair basketball | | Wheelchair Basketball | bd661e66-7781-4934-90f4-8655d07eebd7
team | netball | Netball | high five netball | Netball | fbdc35a8-3dd0-40ee-a7ca-6ff40b3e5f90
team | cricket | Cricket | street cricket, tapeball, kwik cricket | Cricket | 77e3f8fa-c8b3-4e4e-bf1a-ff4b914bb6ec
team | rugby | Rugby | rugby union, rugby league | Rugby | 5d528d2f-83df-482e-bfb9-fcaee5b85f4a
team | tag-rugby | Tag rugby | touch rugby | Tag Rugby | e5772d77-79cd-45fa-97b9-10dd86a78dc7
team | wheelchair-rugby | Wheelchair rugby | murderball | Wheelchair Rugby | 12c9d7fd-4365-4603-b338-6d88c21169f3
team | hockey | Hockey | field hockey | Hockey | fbb36017-6222-4af2-8186-392e3da0a418
team | volleyball | Volleyball | beach volleyball, vball | Volleyball | 065c8564-144a-4833-b95a-db8550e6ac86
team | handball | Handball | | Handball | 14232d6d-5e9d-493d-b4a9-ce2061b79ba5
team | dodgeball | Dodgeball | | Dodgeball | f38d52ca-3c19-4194-b115-1261b3491d44
team | rounders | Rounders | softball | Rounders | 212e6f20-e6f7-4724-96dc-b5a51f913380
team | american-football | American football | flag football, nfl | American Football | 9caeb442-2834-4859-b660-9172ed61ee71
team | kabaddi | Kabaddi | | Kabaddi | 7721dfe3-924f-4d15-b5f3-2fe09cd08279
team | boccia | Boccia | | Boccia | 611363c5-8acf-4eeb-aeba-c33e9c70146e
team | multi-sport | Different sports | multi-sports, multisports, multi sport, sports club, sport, sports, after school sports | Multisports | 26a7b902-1ddd-46fd-9371-853e414c9eb3
racket | tennis | Tennis | mini tennis | Tennis | f2ea7405-6098-4378-b0fe-4e398a659fc4
racket | table-tennis | Table tennis | ping pong, pingpong | Table Tennis | 1a05993d-b206-4efe-85da-646fa340bdf4
racket | badminton | Badminton | shuttlecock | Badminton | c0360db0-a817-4bae-9167-40f89b49fc9e
racket | squash | Squash | squash57, racketball | Squash | b7845b8a-4c0c-4a8f-93d3-d41d62eec889
racket | pickleball | Pickleball | | Pickleball | d354b58e-0c97-47c8-92cb-937b91d56eef
combat | boxing | Boxing | boxing club, sparring, pads, bags, gloves | Boxing | d4417bb3-383f-489b-b0c7-731b82f3b220
combat | boxercise | Boxing fitness | boxercise, non contact boxing, box fit, boxfit | Boxercise | 25b963ea-e01e-4fd9-ba38-275f1d278ed6
combat | kickboxing | Kickboxing | kick boxing, k1 | Kickboxing | 6901af47-aed9-45e4-8d9f-fc71199a64df
combat | muay-thai | Muay Thai | thai boxing, thai kickboxing | Muay Thai | a570d2bd-f6e3-4838-9c7f-cb5c458dcd19
combat | mixed-martial-arts | Mixed martial arts | mma, cage, grappling, ufc | Mixed Martial Arts | 38fb5265-2234-4499-b930-ee6d132f72d8
combat | jiu-jitsu | Brazilian jiu-jitsu | bjj, jujitsu, ju jitsu, jiu jitsu | Brazilian jiu-jitsu | b66a1a57-3dfe-4536-96d6-ed22c87564a1
combat | martial-arts | Martial arts | kung fu, aikido, krav maga, fighting classes | Martial Arts | 2330f2d4-d0dc-4231-8dd9-07d37a452228
combat | judo | Judo | | Judo | 1653aaaf-cb1e-4611-b45e-95a32d4a7db5
combat | karate | Karate | | Karate | 50e6f8dc-59a8-4899-af75-7ac344a85a06
combat | taekwondo | Taekwondo | tae kwon do, tkd | Taekwondo | 9bc83d83-c651-4f37-b7e8-8ae4885d1899
combat | capoeira | Capoeira | | Capoeira | 8662c76c-b73e-4429-af33-90a122064cf6
combat | wrestling | Wrestling | | Wrestling | 88ba0d3d-ce9e-4ee7-a6e5-2f16c944bfac
combat | fencing | Fencing | foil, epee, sabre fencing | Fencing | 92808e60-820c-4ee2-89ec-ea8d99d3f528
combat | self-defence | Self-defence | self defence, self defense | Self Defence | 1b88144e-91cf-4642-8e6a-8e4524f7c56f
water | swimming | Swimming | swim, pool, baths, leisure pool, swimming lessons, learn to swim | Swimming | 2750229d-b725-4171-9276-376be913957c
water | water-polo | Water polo | waterpolo | Water Polo | 91cef809-04e9-424c-9c33-487c91d651fa
water | diving | Diving | high board | Diving | aafbe00d-e03e-4e5d-9612-c53c8b332d94
water | rowing | Rowing | indoor rowing, dragon boat | Rowing | d2733a1c-662c-427a-a270-400171c07320
water | canoeing | Canoeing and kayaking | canoe, kayak, kayaking, paddling | Canoeing | e0425262-6f1d-4c58-ba8a-dd790c5351b1
water | paddleboarding | Paddleboarding | sup, paddle boarding, stand up paddleboarding | Stand Up Paddleboarding | 12e7315a-3182-415b-aaf3-923d23adfdf8
water | sailing | Sailing | boats, dinghy, windsurfing | Sailing | 6bb8b844-df3e-4cae-bf5f-3e129c6b1a9d
fitness | gym | Gym | gym session, youth gym, junior gym, treadmill, working out, work out, workout, fitness suite | Gym Workout | 08d9368c-6c6c-44a3-84ef-a42ed00d529a
fitness | weights | Weights | weight training, strength, bodybuilding, powerlifting | Weight Training | 25905e33-e0a3-466c-986e-aaed6bccdaef
fitness | weightlifting | Weightlifting | olympic lifting | Weightlifting | 8e2dcbed-9ec9-46b0-a1c8-af2a4d0d2e01
fitness | fitness-class | Fitness class | aerobics, hiit, bootcamp, circuits, circuit training, zumba, spin, spinning, exercise class, group exercise, body pump | Group Exercise | 984068a7-5b7b-4989-bb33-f96953d8960c
fitness | yoga | Yoga | stretching | Yoga | bf1a5e00-cdcf-465d-8c5a-6f57040b7f7e
fitness | pilates | Pilates | | Pilates | 3a6b1c08-7aa6-48d4-9690-dca9e0133057
fitness | tai-chi | Tai chi | taichi, qi gong | Tai Chi | c16df6ed-a4a0-4275-a8c3-1c8cff56856f
fitness | chair-exercise | Chair exercise | seated exercise, gentle exercise | Chair Based Exercise | ee3cf3ee-082e-4f53-9cb2-3ef0589497ed
fitness | running | Running | run, jogging, parkrun, couch to 5k, run club | Running | 72ddb2dc-7d75-424e-880a-d90eabe91381
fitness | walking | Walking | walk, health walk, walking group, hiking | Walking | 95092977-5a20-4d6e-b312-8fddabe71544
fitness | athletics | Athletics | track, sprinting, long jump, javelin, field events | Athletics | 4d280e1b-a370-4582-ab4d-442b2eeaf5d4
fitness | gymnastics | Gymnastics | gym club, tumbling, backflips, flips | Gymnastics | f6ccded0-2666-4a51-88a4-ed6905bb4313
fitness | trampolining | Trampolining | trampoline, trampolines | Trampolining | 0082b27f-8be5-4ade-ae1f-5f0b2be9e164
fitness | skipping | Skipping | double dutch, skipping rope | Skipping | 1bdf3fac-9d6b-401b-a773-87a9a1c86ed1
fitness | cheerleading | Cheerleading | cheer, pom poms | Cheerleading | 0141d752-088f-4bab-99fa-9a3d61ee5cf9
wheels | skateboarding | Skateboarding | skate, skateboard, skating, skatepark, skate park, board | Skateboarding | 50feff1b-790f-4f0f-9c07-0314557897c4
wheels | roller-skating | Roller skating | rollerblading, roller blades, inline skating, quad skates, roller disco | Roller Skating | c76625ba-1e2e-4417-bb10-e0ba778fc71a
wheels | bmx | BMX | bmx racing, pump track | Bmx Racing | d30c3317-7562-4be6-8e31-b82434fd6690
wheels | cycling | Cycling | bike, bikes, biking, bikelife, cycle, learn to ride, bikeability | Cycling | 4a19873e-118e-43f4-b86e-05acba8fb1de
wheels | ice-skating | Ice skating | ice rink | Ice Skating | 0b276929-8b33-4807-9f5e-687c8bb2c2f9
outdoors | climbing | Climbing | rock climbing, climbing wall | Climbing | d09970bc-e11c-40cc-a594-38e4ff32d611
outdoors | bouldering | Bouldering | | Bouldering | ef33414f-b228-4b65-b5e1-329c0215490d
outdoors | parkour | Parkour | freerunning, free running | Parkour | 293f2c7f-19fd-4db1-921c-e37867ae9839
outdoors | horse-riding | Horse riding | horses, ponies, pony, equestrian, riding | Equestrian | 45a372d9-baca-4f6c-859f-04de3efae742
outdoors | archery | Archery | bow and arrow | Archery | 343f01cb-a2e8-48e8-9c0f-dcc7fbaf7ce4
outdoors | orienteering | Orienteering | | Orienteering | b2d5619e-56a7-4c40-b691-7f946f6ff5df
outdoors | golf | Golf | mini golf | Golf | 7ae6067a-07f7-4aea-9e1f-eeeea5ae9047
outdoors | angling | Fishing | angling, fish | Angling | 72d19892-5f55-4e9c-87b0-a5433baa49c8
outdoors | forest-school | Forest school | bushcraft, woods | Forest School | 9d8d84b4-3a0b-497b-aefa-c7ae723d262f
outdoors | camping | Camping | camp, residential | Camping | 8f458c98-5303-41c6-93ec-8f9f7daec8d3
dance | dance | Dance | dancing, dance class, choreography, contemporary dance | Dance | 6ca15167-51da-4d91-a1ae-8a45dc47b0ea
dance | street-dance | Street dance | hip hop dance, breaking, breakdancing, krump, commercial dance | Street Dance | 85ddf0e4-115d-4c0b-9bca-4c3b4b635bb2
dance | ballet | Ballet | | Ballet | 1ae7395a-27a7-4e33-9f6d-a1a6c17d0757
dance | afrobeats-dance | Afrobeats dance | afro dance, amapiano, dancehall, afrobeats, azonto | Dance | 6ca15167-51da-4d91-a1ae-8a45dc47b0ea
play | circus | Circus skills | juggling, trapeze, aerial | Circus Skills | 27422896-7cca-4e1f-8071-117838e70148
play | play | Play | adventure playground, playground, soft play, stay and play, playscheme | Soft Play | b3a34a20-b4ef-402c-8763-a54ce9da422d
play | holiday-club | Holiday club | haf, holiday activities, holiday camp, summer camp, half term club, playscheme, holiday programme | Activity Holiday Camp | 051e492d-e053-4d24-a54c-e9de9fc637cf
`

export const physical: readonly Activity[] = rows(table, 6).map(
  ([group, id = '', label = '', also, concept = '', identifier = '']) => ({
    id,
    label,
    group: PhysicalGroup.parse(group),
    also: list(also),
    concept: { identifier, label: concept },
  }),
)
